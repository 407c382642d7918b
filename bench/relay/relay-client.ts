import { Agent, request } from 'node:http'

export type RelayAnswer = { readonly status: number; readonly body: Buffer }

/** One device's connection, as a browser would hold it: kept alive, with its cookies. Leaner than `fetch`, so that the relay is what is measured. */
export function createRelayClient(origin: string) {
  const agent = new Agent({ keepAlive: true })
  const cookies = new Map<string, string>()
  const { hostname, port } = new URL(origin)

  function send(path: string, type: string, body: Uint8Array | string): Promise<RelayAnswer> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { origin, cookie, 'content-type': type, 'content-length': Buffer.byteLength(body) }
    return new Promise((resolve, reject) => {
      const outgoing = request({ agent, hostname, port, path, method: 'POST', headers }, answer => {
        const parts: Buffer[] = []
        answer.on('data', (part: Buffer) => parts.push(part))
        answer.on('error', reject)
        answer.on('end', () => {
          for (const line of answer.headers['set-cookie'] ?? []) keepCookie(cookies, line)
          resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(parts) })
        })
      })
      outgoing.on('error', reject)
      outgoing.end(body)
    })
  }

  return {
    async post(path: string, value: unknown): Promise<Record<string, unknown>> {
      const answer = await send(path, 'application/json', JSON.stringify(value))
      if (answer.status >= 300) throw new Error(`${path} answered ${answer.status}: ${answer.body.toString()}`)
      return answer.body.length === 0 ? {} : (JSON.parse(answer.body.toString()) as Record<string, unknown>)
    },
    /** Throws unless the relay took every entry. */
    async push(batch: Uint8Array): Promise<void> {
      const { status, body } = await send('/api/log', 'application/cbor', batch)
      if (status !== 200 || body.includes('"ok":false'))
        throw new Error(`a push answered ${status}: ${body.toString()}`)
    },
    close: () => agent.destroy(),
  }
}

export type RelayClient = ReturnType<typeof createRelayClient>

function keepCookie(cookies: Map<string, string>, line: string): void {
  const [pair = ''] = line.split(';')
  const [name = '', value = ''] = pair.split('=')
  cookies.set(name, value)
}
