import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import type { Session } from '../auth/sessions.ts'

export type AppEnv = {
  Bindings: Partial<HttpBindings>
  Variables: { requestId: string; address: string }
}

export type SessionEnv = AppEnv & { Variables: AppEnv['Variables'] & { session: Session } }

export type AppContext = Context<AppEnv>
export type SessionContext = Context<SessionEnv>
