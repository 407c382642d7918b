import type { Bytes } from '#shared/protocol/bytes.ts'

export type Answer = { readonly status: number; readonly headers: Headers; readonly body: Record<string, unknown> }
/** The app itself, or another process behind a real connection. */
export type RelayUnderTest = {
  readonly origin: string
  readonly app: {
    request(request: Request, init: undefined, env: Record<string, unknown>): Response | Promise<Response>
  }
}
type RequestHeaders = Record<string, string>

/** A browser as far as the relay can tell: it keeps cookies and says where a request comes from. */
export function createTestBrowser(relay: RelayUnderTest, address = '192.0.2.7') {
  const cookies = new Map<string, string>()

  async function send(
    method: string,
    path: string,
    body: string | Bytes | null,
    headers: RequestHeaders,
  ): Promise<Response> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const isUnsafe = method !== 'GET' && method !== 'HEAD'
    const request = new Request(`${relay.origin}${path}`, {
      method,
      body,
      headers: {
        host: new URL(relay.origin).host,
        'sec-fetch-site': 'same-origin',
        ...(isUnsafe ? { origin: relay.origin } : {}),
        ...(cookie === '' ? {} : { cookie }),
        ...headers,
      },
    })
    const response = await relay.app.request(request, undefined, fromAddress(address))
    for (const line of response.headers.getSetCookie()) keepCookie(cookies, line)
    return response
  }

  return {
    cookies,
    send,
    async get(path: string, headers: RequestHeaders = {}): Promise<Answer> {
      return readAnswer(await send('GET', path, null, headers))
    },
    async post(path: string, body?: unknown, headers: RequestHeaders = {}): Promise<Answer> {
      const json = body === undefined ? null : JSON.stringify(body)
      const type = body === undefined ? {} : { 'content-type': 'application/json' }
      return readAnswer(await send('POST', path, json, { ...type, ...headers }))
    },
    async delete(path: string): Promise<Answer> {
      return readAnswer(await send('DELETE', path, null, {}))
    },
  }
}

export type TestBrowser = ReturnType<typeof createTestBrowser>

/** A relay in another process: the same requests, over a real connection. */
export function relayOverHttp(origin: string): RelayUnderTest {
  return { origin, app: { request: request => fetch(request) } }
}

/** The bindings that the Node adapter gives, as far as the relay reads them. */
export function fromAddress(remoteAddress: string): Record<string, unknown> {
  return { incoming: { socket: { remoteAddress } } }
}

export function errorCode(answer: Answer): unknown {
  const { error } = answer.body
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
}

async function readAnswer(response: Response): Promise<Answer> {
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true
  const body: unknown = isJson ? JSON.parse(text) : {}
  return { status: response.status, headers: response.headers, body: isRecord(body) ? body : {} }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function keepCookie(cookies: Map<string, string>, line: string): void {
  const [pair = '', ...attributes] = line.split('; ')
  const [name = '', value = ''] = pair.split('=')
  if (attributes.includes('Max-Age=0')) cookies.delete(name)
  else cookies.set(name, value)
}
