import type { MiddlewareHandler } from 'hono'
import type { SessionEnv } from '../http/context.ts'
import { readTokenCookie } from '../http/cookies.ts'
import { refuse } from '../http/refuse.ts'
import type { Relay } from '../relay.ts'
import { findSession } from './sessions.ts'

export function requireSession(relay: Relay): MiddlewareHandler<SessionEnv> {
  return async (c, next) => {
    const session = await findSession(relay, readTokenCookie(c, relay.settings, 'wlos'), c.var.address)
    if (!session.ok) return refuse(c, session.error)
    c.set('session', session.value)
    return next()
  }
}
