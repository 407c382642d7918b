import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import { once } from 'node:events'
import { freePort } from './free-port.ts'

export type Exchange = { method: string; path: string; sent: () => Buffer; received: () => Buffer }

export type RecordingProxy = {
  origin: string
  exchanges: Exchange[]
  /** Requests to these paths wait until they are let through again. */
  hold: (isHeld: (path: string) => boolean) => void
  release: () => void
  stop: () => Promise<void>
}

/** Stands between browsers and a relay and keeps every byte of both directions, headers included. */
export async function startRecordingProxy(relayPort: number): Promise<RecordingProxy> {
  const port = await freePort()
  const exchanges: Exchange[] = []
  let isHeld: (path: string) => boolean = () => false
  let waiting: (() => void)[] = []
  const server = createServer((incoming, outgoing) => {
    const pass = () => forward(incoming, outgoing, relayPort, exchanges)
    if (isHeld(incoming.url ?? '')) waiting.push(pass)
    else pass()
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const release = () => {
    isHeld = () => false
    const passing = waiting
    waiting = []
    for (const pass of passing) pass()
  }
  return {
    origin: `http://localhost:${port}`,
    exchanges,
    hold: matches => {
      isHeld = matches
    },
    release,
    stop: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

function forward(incoming: IncomingMessage, outgoing: ServerResponse, port: number, exchanges: Exchange[]): void {
  const sent: Buffer[] = [Buffer.from(`${incoming.url}\n${incoming.rawHeaders.join('\n')}\n`)]
  const received: Buffer[] = []
  exchanges.push({
    method: incoming.method ?? '',
    path: incoming.url ?? '',
    sent: () => Buffer.concat(sent),
    received: () => Buffer.concat(received),
  })
  // Not compressed, so that what is recorded can be searched.
  const headers = { ...incoming.headers, 'accept-encoding': 'identity' }
  const onward = request({ host: '127.0.0.1', port, method: incoming.method, path: incoming.url, headers }, answer => {
    received.push(Buffer.from(`${answer.rawHeaders.join('\n')}\n`))
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.on('data', (chunk: Buffer) => received.push(chunk))
    answer.on('error', () => outgoing.destroy())
    answer.pipe(outgoing)
  })
  onward.on('error', () => outgoing.destroy())
  outgoing.on('close', () => onward.destroy())
  incoming.on('data', (chunk: Buffer) => sent.push(chunk))
  incoming.pipe(onward)
}
