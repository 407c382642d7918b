import type { Hono } from 'hono'
import { PasskeyResponse, RecoveryAuth } from '#shared/protocol/api.ts'
import type { MemberId, WorkspaceId } from '#shared/protocol/ids.ts'
import type { AppContext, AppEnv } from '../http/context.ts'
import { setTokenCookie } from '../http/cookies.ts'
import { readJson } from '../http/read-json.ts'
import { refuse } from '../http/refuse.ts'
import { logSecurity } from '../http/request-log.ts'
import type { Relay } from '../relay.ts'
import { foundedWorkspace } from '../storage/workspace-store.ts'
import { requestOptions, verifyRequest } from './passkey-ceremonies.ts'
import { findOrStartPreSession, findPreSession } from './pre-sessions.ts'
import { findRecovery } from './recovery.ts'
import { startSession } from './sessions.ts'
import { signedIn } from './signed-in.ts'

type Person = { workspace: WorkspaceId; member: MemberId; credentialId: string | null }

/** Signing in by a passkey or by the recovery key: a session without a device, until one is enrolled. */
export function registerSigninRoutes(app: Hono<AppEnv>, relay: Relay): void {
  app.post('/api/signin/options', async c => {
    if ((await foundedWorkspace(relay.storage.db)) === null) return refuse(c, 'not-founded')
    const preSession = await findOrStartPreSession(relay, c)
    const options = await requestOptions(relay, { kind: 'signin', owner: preSession.tokenHash }, [])
    return c.json({ options })
  })

  app.post('/api/signin/passkey', async c => {
    const body = await readJson(c, PasskeyResponse)
    if (!body.ok) return refuse(c, body.error)
    const preSession = await findPreSession(relay, c)
    if (preSession === null) return refuse(c, 'challenge-expired')
    const purpose = { kind: 'signin', owner: preSession.tokenHash } as const
    const credential = await verifyRequest(relay, purpose, body.value.response)
    if (!credential.ok) {
      logSecurity(relay, c, 'sign-in-refused', { code: credential.error })
      return refuse(c, credential.error)
    }
    const { workspace, member, id } = credential.value
    logSecurity(relay, c, 'signed-in', { workspace, member })
    return signIn(relay, c, { workspace, member, credentialId: id })
  })

  app.post('/api/signin/recovery', async c => {
    const body = await readJson(c, RecoveryAuth)
    if (!body.ok) return refuse(c, body.error)
    if ((await foundedWorkspace(relay.storage.db)) === null) return refuse(c, 'not-founded')
    const recovery = await findRecovery(relay, body.value.auth)
    if (recovery === null) {
      logSecurity(relay, c, 'recovery-refused')
      return refuse(c, 'wrong-recovery-code')
    }
    const { workspace, member } = recovery
    logSecurity(relay, c, 'signed-in-by-recovery', { workspace, member })
    return signIn(relay, c, { workspace, member, credentialId: null })
  })
}

async function signIn(relay: Relay, c: AppContext, who: Person): Promise<Response> {
  const token = await startSession(relay, relay.storage.db, { ...who, device: null, isFresh: true })
  setTokenCookie(c, relay.settings, 'wlos', token)
  return signedIn(relay, c, who)
}
