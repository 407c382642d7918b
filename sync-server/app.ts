import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { protocolVersion, type Status } from '#shared/protocol/api.ts'
import { limits } from '#shared/protocol/limits.ts'
import { registerPasskeyRoutes } from './auth/passkey-routes.ts'
import { requireSession } from './auth/require-session.ts'
import { createSessionCache } from './auth/session-cache.ts'
import { registerDeviceSessionRoutes, registerSessionRoutes } from './auth/session-routes.ts'
import { registerSetupRoutes } from './auth/setup-routes.ts'
import { registerSigninRoutes } from './auth/signin-routes.ts'
import { registerStepupRoutes } from './auth/stepup-routes.ts'
import { onlyAllowedAddresses } from './http/allowed-addresses.ts'
import { registerClientRoutes } from './http/client-routes.ts'
import type { AppEnv, SessionEnv } from './http/context.ts'
import { onlySameOrigin } from './http/origin-check.ts'
import { rateLimit } from './http/rate-limit.ts'
import { createRateLimiter } from './http/rate-limiter.ts'
import { refuse } from './http/refuse.ts'
import { requestLog } from './http/request-log.ts'
import { securityHeaders } from './http/security-headers.ts'
import { createEventBus } from './log/event-bus.ts'
import { registerEventRoutes } from './log/event-routes.ts'
import { registerLogRoutes } from './log/log-routes.ts'
import type { Relay, RelayDeps } from './relay.ts'
import { registerStateRoutes } from './state/state-routes.ts'
import { createWorkspaceViews } from './state/workspace-views.ts'
import { deleteExpired } from './storage/session-store.ts'
import { foundedWorkspace } from './storage/workspace-store.ts'
import { relayVersion } from './version.ts'

const cleanUpEveryMs = 10 * 60_000
const retryAfterRestartMs = 2_000

export type RelayApp = {
  readonly app: Hono<AppEnv>
  /** Ends the event streams and refuses what comes from now on. */
  stop(): void
}

/** The whole relay but its port: what tests and main.ts both run. */
export function createApp(deps: RelayDeps): RelayApp {
  const relay: Relay = {
    ...deps,
    sessions: createSessionCache(deps.clock),
    views: createWorkspaceViews(deps.storage),
    bus: createEventBus(),
    limiter: createRateLimiter(deps.clock),
  }
  let isStopping = false
  const stopCleaning = cleanUpRegularly(relay)
  const app = new Hono<AppEnv>()
  app.use(requestLog(relay), securityHeaders(relay.settings))
  app.onError((error, c) => {
    if (relay.storage.isFull(error)) return refuse(c, 'storage-full')
    logFailure(relay, c.var.requestId, error)
    return refuse(c, 'internal')
  })
  registerHealthRoutes(app, relay, () => isStopping)
  app.use(onlyAllowedAddresses(relay.settings))
  app.use('/api/*', async (c, next) => (isStopping ? refuse(c, 'shutting-down', retryAfterRestartMs) : next()))
  app.use('/api/*', rateLimit(relay), onlySameOrigin(relay.settings))
  registerApiRoutes(app, relay)
  app.all('/api/*', c => refuse(c, 'not-found'))
  registerClientRoutes(app, relay)
  app.notFound(c => refuse(c, 'not-found'))
  return {
    app,
    stop() {
      isStopping = true
      stopCleaning()
      relay.bus.endAll('shutting-down')
    },
  }
}

function registerApiRoutes(app: Hono<AppEnv>, relay: Relay): void {
  const logLimit = bodyLimit({ maxSize: limits.batchBytes, onError: c => refuse(c, 'too-large') })
  const jsonLimit = bodyLimit({ maxSize: limits.jsonBytes, onError: c => refuse(c, 'too-large') })
  app.use('/api/*', (c, next) => (c.req.path === '/api/log' ? logLimit(c, next) : jsonLimit(c, next)))
  app.get('/api/status', async c => {
    const founded = (await foundedWorkspace(relay.storage.db)) !== null
    return c.json({ protocol: protocolVersion, version: relayVersion, founded } satisfies Status)
  })
  registerSetupRoutes(app, relay)
  registerSigninRoutes(app, relay)
  registerDeviceSessionRoutes(app, relay)

  const signedIn = new Hono<SessionEnv>()
  for (const path of sessionPaths) signedIn.use(path, requireSession(relay))
  registerStepupRoutes(signedIn, relay)
  registerSessionRoutes(signedIn, relay)
  registerPasskeyRoutes(signedIn, relay)
  registerStateRoutes(signedIn, relay)
  registerLogRoutes(signedIn, relay)
  registerEventRoutes(signedIn, relay)
  app.route('/', signedIn)
}

const sessionPaths = [
  '/api/stepup/*',
  '/api/session/end',
  '/api/session/enrol',
  '/api/passkeys/*',
  '/api/state',
  '/api/devices',
  '/api/log',
  '/api/events',
]

function registerHealthRoutes(app: Hono<AppEnv>, relay: Relay, isStopping: () => boolean): void {
  app.get('/healthz', c => c.json({ ok: true }))
  app.get('/readyz', async c => {
    if (isStopping()) return c.json({ ok: false, database: 'stopping' }, 503)
    try {
      await foundedWorkspace(relay.storage.db)
      return c.json({ ok: true, database: 'ready' })
    } catch (error) {
      logFailure(relay, c.var.requestId, error)
      return c.json({ ok: false, database: 'failed' }, 503)
    }
  })
}

function cleanUpRegularly(relay: Relay): () => void {
  let callOff = relay.timers.after(cleanUpEveryMs, cleanUp)
  function cleanUp(): void {
    deleteExpired(relay.storage.db, relay.clock.now()).catch((error: unknown) => logFailure(relay, null, error))
    callOff = relay.timers.after(cleanUpEveryMs, cleanUp)
  }
  return () => callOff()
}

/** The name and the place of a failure. Its message may quote what was being handled, and stays out. */
function logFailure(relay: Relay, id: string | null, error: unknown): void {
  const isError = error instanceof Error
  const where = isError
    ? (error.stack ?? '')
        .split('\n')
        .filter(line => line.startsWith('    at '))
        .slice(0, 6)
    : []
  relay.log.write({
    time: new Date(relay.clock.now()).toISOString(),
    event: 'failure',
    id,
    name: isError ? error.name : typeof error,
    where: where.map(line => line.trim()).join(' < '),
  })
}
