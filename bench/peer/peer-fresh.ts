import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { Repo, type AutomergeUrl, type DocHandle } from '@automerge/automerge-repo'
import { WebSocketClientAdapter } from '@automerge/automerge-repo-network-websocket'
import { NodeFSStorageAdapter } from '@automerge/automerge-repo-storage-nodefs'

/** A client with nothing. Told the documents' addresses, it connects and waits until every one of them is ready and stored. */
const [port = '', folder = ''] = process.argv.slice(2)
const [line] = (await once(createInterface(process.stdin), 'line')) as [string]
const urls = line.split(',') as AutomergeUrl[]
const startedAt = performance.now()
const repo = new Repo({
  storage: new NodeFSStorageAdapter(folder),
  network: [new WebSocketClientAdapter(`ws://127.0.0.1:${port}`)],
})
await new Promise<void>(resolve => repo.networkSubsystem.once('peer', () => resolve()))
const handles = await Promise.all(urls.map(url => findWhenThere(url)))
await repo.flush()
const filled = handles.filter(handle => handle.doc().creatorEmail !== undefined).length
if (filled !== urls.length) throw new Error(`only ${filled} of ${urls.length} documents came`)
process.stdout.write(`ready ${performance.now() - startedAt}\n`)

/** Under load the Repo now and then takes a document for unavailable although the server has it: then it is asked again. */
async function findWhenThere(url: AutomergeUrl): Promise<DocHandle<{ creatorEmail: unknown }>> {
  const handle = await repo.find<{ creatorEmail: unknown }>(url, { allowableStates: ['ready', 'unavailable'] })
  await handle.whenReady(['ready'])
  return handle
}
