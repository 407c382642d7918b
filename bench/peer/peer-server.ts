import { Repo, type PeerId } from '@automerge/automerge-repo'
import { WebSocketServerAdapter } from '@automerge/automerge-repo-network-websocket'
import { NodeFSStorageAdapter } from '@automerge/automerge-repo-storage-nodefs'
import { WebSocketServer } from 'ws'

/** The same class, through the adapter's own copy of its types. */
type AdapterSockets = ConstructorParameters<typeof WebSocketServerAdapter>[0]

/** The peer's sync server, as it is usually set up: it stores to the disk, and offers nothing unasked. Says when it listens,
 * and when it holds as many documents as it was told to expect. */
const [port = '', folder = '', expected = ''] = process.argv.slice(2)
const sockets = new WebSocketServer({ host: '127.0.0.1', port: Number(port) })
const repo = new Repo({
  storage: new NodeFSStorageAdapter(folder),
  network: [new WebSocketServerAdapter(sockets as AdapterSockets)],
  peerId: 'bench-server' as PeerId,
  sharePolicy: async () => false,
})
sockets.on('listening', () => process.stdout.write('listening now\n'))

const watch = setInterval(() => {
  const held = Object.values(repo.handles).filter(handle => handle.isReady()).length
  if (held < Number(expected)) return
  clearInterval(watch)
  process.stdout.write(`holds ${held}\n`)
}, 100)
