import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import { once } from 'node:events'
import { freePort } from './free-port.ts'
import { startRelay, type Relay } from './relay.ts'

export type Exchange = { method: string; path: string; sent: () => Buffer; received: () => Buffer }

/** What a browser gets instead of a script that the relay serves; null: as it is. */
export type Rewrite = (path: string, script: string) => string | null

export type RecordingProxy = {
  origin: string
  exchanges: Exchange[]
  rewriteScripts: (rewrite: Rewrite) => void
  stop: () => Promise<void>
}

/** A relay that browsers reach through a recording proxy only. */
export async function startRecordedRelay(): Promise<{
  relay: Relay
  proxy: RecordingProxy
  stop: () => Promise<void>
}> {
  const port = await freePort()
  const proxy = await startRecordingProxy(port)
  const relay = await startRelay({ port, origin: proxy.origin })
  const stop = async (): Promise<void> => {
    await proxy.stop()
    await relay.dispose()
  }
  return { relay, proxy, stop }
}

/** Stands between browsers and a relay and keeps every byte of both directions, headers included. */
async function startRecordingProxy(relayPort: number): Promise<RecordingProxy> {
  const port = await freePort()
  const exchanges: Exchange[] = []
  let rewrite: Rewrite = () => null
  const server = createServer((incoming, outgoing) => {
    forward({ incoming, outgoing, relayPort, exchanges, rewrite })
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    origin: `http://localhost:${port}`,
    exchanges,
    rewriteScripts: next => {
      rewrite = next
    },
    stop: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

type Forwarding = {
  incoming: IncomingMessage
  outgoing: ServerResponse
  relayPort: number
  exchanges: Exchange[]
  rewrite: Rewrite
}

function forward({ incoming, outgoing, relayPort, exchanges, rewrite }: Forwarding): void {
  const { method = 'GET', url = '/' } = incoming
  const sent: Buffer[] = [Buffer.from(`${url}\n${incoming.rawHeaders.join('\n')}\n`)]
  const received: Buffer[] = []
  exchanges.push({ method, path: url, sent: () => Buffer.concat(sent), received: () => Buffer.concat(received) })
  // Not compressed, so that what is recorded can be searched; and whole, so that it can be rewritten.
  const { 'if-none-match': _tag, ...asked } = incoming.headers
  const headers = { ...asked, 'accept-encoding': 'identity' }
  const onward = request({ host: '127.0.0.1', port: relayPort, method, path: url, headers }, answer => {
    received.push(Buffer.from(`${answer.rawHeaders.join('\n')}\n`))
    answer.on('data', (chunk: Buffer) => received.push(chunk))
    answer.on('error', () => outgoing.destroy())
    if (url.endsWith('.js')) answer.on('end', () => endScript(answer, outgoing, rewrite, url, received))
    else answer.pipe(outgoing.writeHead(answer.statusCode ?? 502, answer.headers))
  })
  onward.on('error', () => outgoing.destroy())
  outgoing.on('close', () => onward.destroy())
  incoming.on('data', (chunk: Buffer) => sent.push(chunk))
  incoming.pipe(onward)
}

function endScript(
  answer: IncomingMessage,
  outgoing: ServerResponse,
  rewrite: Rewrite,
  path: string,
  received: readonly Buffer[],
): void {
  const script = Buffer.concat(received.slice(1))
  const body = rewrite(path, script.toString('utf8')) ?? script
  const headers = { ...answer.headers, 'content-length': String(Buffer.byteLength(body)) }
  outgoing.writeHead(answer.statusCode ?? 502, headers).end(body)
}
