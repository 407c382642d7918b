import type { Hono } from 'hono'
import { streamSSE, type SSEStreamingApi } from 'hono/streaming'
import { isFamilyLive, type Session } from '../auth/sessions.ts'
import type { SessionEnv } from '../http/context.ts'
import { refuse } from '../http/refuse.ts'
import type { Relay } from '../relay.ts'
import { readPosition } from '../storage/workspace-store.ts'
import type { EndReason, Growth } from './event-bus.ts'

const heartbeatMs = 25_000

/** Server-sent events. A stream starts with where things stand, so that nothing between two streams is missed. */
export function registerEventRoutes(app: Hono<SessionEnv>, relay: Relay): void {
  app.get('/api/events', async c => {
    const { session } = c.var
    const view = await relay.views.read(session.workspace)
    if (session.device !== null && view.devices.get(session.device)?.device.revokedAt !== null) {
      return refuse(c, 'device-revoked')
    }
    c.header('X-Accel-Buffering', 'no')
    return streamSSE(c, stream => runStream(relay, session, stream))
  })
}

type Mailbox = { growth: Growth; end: { reason: EndReason | null } | null; isBeat: boolean; wake: () => void }

async function runStream(relay: Relay, session: Session, stream: SSEStreamingApi): Promise<void> {
  const mailbox: Mailbox = { growth: {}, end: null, isBeat: false, wake: () => undefined }
  const leave = joinBus(relay, session, mailbox)
  stream.onAbort(() => {
    mailbox.end = { reason: null }
    mailbox.wake()
  })
  try {
    const { head, stateSequence } = await readPosition(relay.storage.db, session.workspace)
    mailbox.growth = { head, state: stateSequence, ...mailbox.growth }
    for (;;) {
      // What comes after the end is no longer this session's to know.
      if (mailbox.end !== null) break
      await sendGrowth(stream, mailbox)
      if (mailbox.isBeat) await beat(relay, session, stream, mailbox)
      await nextMail(relay, mailbox)
    }
    if (mailbox.end.reason !== null) await send(stream, 'end', { reason: mailbox.end.reason })
  } finally {
    leave()
  }
}

function joinBus(relay: Relay, session: Session, mailbox: Mailbox): () => void {
  const { workspace, member, device, family } = session
  return relay.bus.join({
    workspace,
    member,
    device,
    family,
    offer(growth) {
      mailbox.growth = { ...mailbox.growth, ...growth }
      mailbox.wake()
    },
    end(reason) {
      mailbox.end ??= { reason }
      mailbox.wake()
    },
  })
}

async function sendGrowth(stream: SSEStreamingApi, mailbox: Mailbox): Promise<void> {
  const { head, state } = mailbox.growth
  mailbox.growth = {}
  if (head !== undefined) await send(stream, 'head', { head })
  if (state !== undefined) await send(stream, 'state', { sequence: state })
}

async function beat(relay: Relay, session: Session, stream: SSEStreamingApi, mailbox: Mailbox): Promise<void> {
  mailbox.isBeat = false
  if (await isFamilyLive(relay, session.family)) await stream.write(': here\n\n')
  else mailbox.end ??= { reason: 'expired' }
}

/** Until there is something to send, or it is time for a sign of life. */
function nextMail(relay: Relay, mailbox: Mailbox): Promise<void> {
  const { growth, end } = mailbox
  if (end !== null || growth.head !== undefined || growth.state !== undefined) return Promise.resolve()
  return new Promise(resolve => {
    const callOff = relay.timers.after(heartbeatMs, () => {
      mailbox.isBeat = true
      mailbox.wake()
    })
    mailbox.wake = () => {
      callOff()
      resolve()
    }
  })
}

function send(stream: SSEStreamingApi, event: string, data: Record<string, unknown>): Promise<void> {
  return stream.writeSSE({ event, data: JSON.stringify(data) })
}
