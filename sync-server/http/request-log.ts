import type { MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import { bytesToHex } from '#shared/protocol/bytes.ts'
import type { Relay } from '../relay.ts'
import { clientAddress } from './client-address.ts'
import type { AppEnv } from './context.ts'

/** One line a request: the route's pattern, never its path, query, headers or body. */
export function requestLog(relay: Pick<Relay, 'clock' | 'random' | 'log' | 'settings'>): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const startedAt = relay.clock.now()
    const requestId = bytesToHex(relay.random(8))
    c.set('requestId', requestId)
    c.set('address', clientAddress(c, relay.settings.trustedProxies))
    await next()
    c.res.headers.set('X-Request-Id', requestId)
    const now = relay.clock.now()
    relay.log.write({
      time: new Date(now).toISOString(),
      event: 'request',
      id: requestId,
      method: knownMethods.has(c.req.method) ? c.req.method : 'OTHER',
      // After `next` this is the handler that answered.
      route: routePath(c),
      status: c.res.status,
      ms: now - startedAt,
      bytes: contentLength(c.res.headers),
      ip: c.var.address,
    })
  }
}

/** Null where it is not known before the last byte was sent. */
function contentLength(headers: Headers): number | null {
  const value = headers.get('content-length')
  return value === null ? null : Number(value)
}

const knownMethods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

export type SecurityEvent =
  | 'setup-token-refused'
  | 'studio-founded'
  | 'signed-in'
  | 'sign-in-refused'
  | 'signed-in-by-recovery'
  | 'recovery-refused'
  | 'stepped-up'
  | 'step-up-refused'
  | 'device-session'
  | 'device-session-refused'
  | 'signed-out'
  | 'device-enrolled'
  | 'passkey-added'
  | 'passkey-removed'
  | 'state-changed'
  | 'device-revoked'

/** What somebody looks for after an incident: who came in, and who was kept out. Ids only. */
export function logSecurity(
  relay: Pick<Relay, 'clock' | 'log'>,
  c: { readonly var: AppEnv['Variables'] },
  what: SecurityEvent,
  ids: Readonly<Record<string, string | number>> = {},
): void {
  relay.log.write({
    time: new Date(relay.clock.now()).toISOString(),
    event: what,
    id: c.var.requestId,
    ip: c.var.address,
    ...ids,
  })
}
