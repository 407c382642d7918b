import type { MiddlewareHandler } from 'hono'
import type { Relay } from '../relay.ts'
import type { AppEnv } from './context.ts'
import type { RouteClass } from './rate-limiter.ts'
import { refuse } from './refuse.ts'

const classByPath = new Map<string, RouteClass>([
  ['/api/setup/token', 'setup-token'],
  ['/api/signin/recovery', 'recovery'],
  ['/api/stepup/recovery', 'recovery'],
  ['/api/setup/passkey/options', 'ceremony'],
  ['/api/setup/passkey', 'ceremony'],
  ['/api/setup/complete', 'ceremony'],
  ['/api/signin/options', 'ceremony'],
  ['/api/signin/passkey', 'ceremony'],
  ['/api/stepup/options', 'ceremony'],
  ['/api/stepup/passkey', 'ceremony'],
  ['/api/session/challenge', 'session'],
  ['/api/session/device', 'session'],
  ['/api/log', 'log'],
])

export function rateLimit(relay: Pick<Relay, 'limiter'>): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const routeClass = classByPath.get(c.req.path) ?? 'api'
    const waitMs = relay.limiter.take(routeClass, c.var.address)
    if (waitMs !== null) return refuse(c, 'rate-limited', waitMs)
    await next()
    const isGuessable = routeClass === 'setup-token' || routeClass === 'recovery'
    if (isGuessable && c.res.ok) relay.limiter.refund(routeClass, c.var.address)
    return undefined
  }
}
