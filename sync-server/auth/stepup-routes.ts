import type { Hono } from 'hono'
import { PasskeyResponse, RecoveryAuth } from '#shared/protocol/api.ts'
import type { SessionContext, SessionEnv } from '../http/context.ts'
import { setTokenCookie } from '../http/cookies.ts'
import { readJson } from '../http/read-json.ts'
import { refuse } from '../http/refuse.ts'
import { logSecurity } from '../http/request-log.ts'
import type { Relay } from '../relay.ts'
import { listCredentials } from '../storage/credential-store.ts'
import { requestOptions, verifyRequest } from './passkey-ceremonies.ts'
import { findRecovery } from './recovery.ts'
import { rotateSession } from './sessions.ts'

/** A fresh ceremony of the same member, on top of the session. */
export function registerStepupRoutes(app: Hono<SessionEnv>, relay: Relay): void {
  app.post('/api/stepup/options', async c => {
    const { workspace, member, family } = c.var.session
    const credentials = await listCredentials(relay.storage.db, workspace, member)
    const options = await requestOptions(relay, { kind: 'stepup', owner: family }, credentials)
    return c.json({ options })
  })

  app.post('/api/stepup/passkey', async c => {
    const body = await readJson(c, PasskeyResponse)
    if (!body.ok) return refuse(c, body.error)
    const { session } = c.var
    const credential = await verifyRequest(relay, { kind: 'stepup', owner: session.family }, body.value.response)
    if (!credential.ok) {
      logSecurity(relay, c, 'step-up-refused', { code: credential.error })
      return refuse(c, credential.error)
    }
    const { workspace, member } = credential.value
    if (workspace !== session.workspace || member !== session.member) return refuse(c, 'ceremony-failed')
    return stepUp(relay, c)
  })

  app.post('/api/stepup/recovery', async c => {
    const body = await readJson(c, RecoveryAuth)
    if (!body.ok) return refuse(c, body.error)
    const { session } = c.var
    const recovery = await findRecovery(relay, body.value.auth)
    if (recovery?.workspace !== session.workspace || recovery.member !== session.member) {
      logSecurity(relay, c, 'recovery-refused')
      return refuse(c, 'wrong-recovery-code')
    }
    return stepUp(relay, c)
  })
}

async function stepUp(relay: Relay, c: SessionContext): Promise<Response> {
  const token = await rotateSession(relay, c.var.session)
  setTokenCookie(c, relay.settings, 'wlos', token)
  logSecurity(relay, c, 'stepped-up', { member: c.var.session.member })
  return c.body(null, 204)
}
