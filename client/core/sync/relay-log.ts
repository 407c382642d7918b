import { EventSourceParserStream } from 'eventsource-parser/stream'
import { err, ok, type Result } from '#shared/lang/result.ts'
import { EndEvent, HeadEvent, PushResult, StateEvent } from '#shared/protocol/api.ts'
import type { Bytes } from '#shared/protocol/bytes.ts'
import { decodePullPage, encodeBatch, type PullPage } from '#shared/protocol/entry.ts'
import { ErrorBody, type ErrorCode } from '#shared/protocol/errors.ts'

export type RelayFailure =
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly retryAfterMs: number | null }
  /** It answered, but nothing that this version understands. */
  | { readonly kind: 'nonsense' }

export type RelayEvent =
  | { readonly kind: 'head'; readonly head: number }
  | { readonly kind: 'state'; readonly sequence: number }
  | { readonly kind: 'end'; readonly reason: 'revoked' | 'signed-out' | 'expired' | 'shutting-down' }

export type RelayLog = {
  push(entries: readonly Bytes[], signal: AbortSignal): Promise<Result<PushResult, RelayFailure>>
  pull(after: number, limit: number, signal: AbortSignal): Promise<Result<PullPage, RelayFailure>>
  /** Resolves when the stream ends, whoever ended it; `onOpen` once it stands. */
  events(
    on: { open: () => void; event: (event: RelayEvent) => void },
    signal: AbortSignal,
  ): Promise<Result<null, RelayFailure>>
}

/** The relay's log over HTTP: shared/protocol/api.ts. Answers are parsed here, once. */
export function createRelayLog(fetch: typeof globalThis.fetch): RelayLog {
  return {
    async push(entries, signal) {
      const body = encodeBatch(entries)
      const answer = await ask(fetch, '/api/log', {
        method: 'POST',
        body,
        signal,
        headers: { 'content-type': 'application/cbor' },
      })
      if (!answer.ok) return answer
      return parse(async () => PushResult.parse(await answer.value.json()))
    },
    async pull(after, limit, signal) {
      const answer = await ask(fetch, `/api/log?after=${after}&limit=${limit}`, { signal })
      if (!answer.ok) return answer
      return parse(async () => decodePullPage(new Uint8Array(await answer.value.arrayBuffer())))
    },
    async events(on, signal) {
      const answer = await ask(fetch, '/api/events', { signal, headers: { accept: 'text/event-stream' } })
      if (!answer.ok) return answer
      if (answer.value.body === null) return err({ kind: 'nonsense' })
      on.open()
      return readEvents(answer.value.body, on.event)
    },
  }
}

async function ask(
  fetch: typeof globalThis.fetch,
  path: string,
  init: RequestInit,
): Promise<Result<Response, RelayFailure>> {
  let response: Response
  try {
    response = await fetch(path, { ...init, credentials: 'same-origin', cache: 'no-store' })
  } catch {
    return err({ kind: 'unreachable' })
  }
  if (response.ok) return ok(response)
  const body = ErrorBody.safeParse(await response.json().catch(() => null))
  // A gateway's own page: the relay behind it is away.
  if (!body.success) return err(response.status >= 500 ? { kind: 'unreachable' } : { kind: 'nonsense' })
  const { code, retryAfterMs } = body.data.error
  return err({ kind: 'refused', code, retryAfterMs: retryAfterMs ?? null })
}

async function parse<Value>(read: () => Promise<Value>): Promise<Result<Value, RelayFailure>> {
  try {
    return ok(await read())
  } catch (error) {
    // A connection that broke in the middle of a body is no wrong answer.
    return err(error instanceof TypeError || isAbort(error) ? { kind: 'unreachable' } : { kind: 'nonsense' })
  }
}

function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError'
}

async function readEvents(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  on: (event: RelayEvent) => void,
): Promise<Result<null, RelayFailure>> {
  const messages = body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream()).getReader()
  try {
    for (;;) {
      const { done, value } = await messages.read()
      if (done) return ok(null)
      const event = parseEvent(value.event ?? 'message', value.data)
      if (event !== null) on(event)
    }
  } catch {
    return err({ kind: 'unreachable' })
  }
}

/** Events of a later version are left alone. */
function parseEvent(name: string, data: string): RelayEvent | null {
  const json = parseJson(data)
  if (name === 'head') {
    const parsed = HeadEvent.safeParse(json)
    return parsed.success ? { kind: 'head', head: parsed.data.head } : null
  }
  if (name === 'state') {
    const parsed = StateEvent.safeParse(json)
    return parsed.success ? { kind: 'state', sequence: parsed.data.sequence } : null
  }
  const parsed = name === 'end' ? EndEvent.safeParse(json) : null
  return parsed?.success === true ? { kind: 'end', reason: parsed.data.reason } : null
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
