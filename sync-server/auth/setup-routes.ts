import type { Hono } from 'hono'
import * as z from 'zod/mini'
import { PasskeyInfo, PasskeyResponse, SetupComplete, SetupTokenRequest } from '#shared/protocol/api.ts'
import { base64urlToBytes, bytesToBase64url } from '#shared/protocol/bytes.ts'
import type { AppContext, AppEnv } from '../http/context.ts'
import { setTokenCookie } from '../http/cookies.ts'
import { readJson } from '../http/read-json.ts'
import { refuse } from '../http/refuse.ts'
import { logSecurity } from '../http/request-log.ts'
import type { Relay } from '../relay.ts'
import { keepPreSessionPasskey, type StoredPreSession } from '../storage/session-store.ts'
import { foundedWorkspace } from '../storage/workspace-store.ts'
import { credentialToInfo } from './credential-to-info.ts'
import { foundStudio } from './found-studio.ts'
import { createOptions, verifyCreation, type VerifiedPasskey } from './passkey-ceremonies.ts'
import { findPreSession, startPreSession } from './pre-sessions.ts'
import { signedIn } from './signed-in.ts'
import { isSameSecret } from './tokens.ts'

const PendingPasskey = z.object({
  id: z.string(),
  publicKey: z.string(),
  counter: z.number(),
  deviceType: z.enum(['singleDevice', 'multiDevice']),
  backedUp: z.boolean(),
  transports: z.array(z.string()),
})

/** Founding the studio: token, passkey, and then everything at once. */
export function registerSetupRoutes(app: Hono<AppEnv>, relay: Relay): void {
  app.post('/api/setup/token', async c => {
    const body = await readJson(c, SetupTokenRequest)
    if (!body.ok) return refuse(c, body.error)
    if ((await foundedWorkspace(relay.storage.db)) !== null) return refuse(c, 'already-founded')
    if (!isSameSecret(body.value.token, relay.setupToken)) {
      logSecurity(relay, c, 'setup-token-refused')
      return refuse(c, 'wrong-setup-token')
    }
    await startPreSession(relay, c, { maySetUp: true })
    return c.body(null, 204)
  })

  app.post('/api/setup/passkey/options', async c => {
    const preSession = await findSetupSession(relay, c)
    if (preSession === null) return refuse(c, 'wrong-setup-token')
    if ((await foundedWorkspace(relay.storage.db)) !== null) return refuse(c, 'already-founded')
    const purpose = { kind: 'setup', owner: preSession.tokenHash } as const
    const options = await createOptions(relay, purpose, { handle: preSession.userHandle, credentials: [] })
    return c.json({ options })
  })

  app.post('/api/setup/passkey', async c => {
    const preSession = await findSetupSession(relay, c)
    if (preSession === null) return refuse(c, 'wrong-setup-token')
    if ((await foundedWorkspace(relay.storage.db)) !== null) return refuse(c, 'already-founded')
    const body = await readJson(c, PasskeyResponse)
    if (!body.ok) return refuse(c, body.error)
    const purpose = { kind: 'setup', owner: preSession.tokenHash } as const
    const passkey = await verifyCreation(relay, purpose, body.value.response)
    if (!passkey.ok) return refuse(c, passkey.error)
    await keepPreSessionPasskey(relay.storage.db, preSession.tokenHash, passkeyToText(passkey.value))
    const info = credentialToInfo({ ...passkey.value, createdAt: relay.clock.now(), lastUsedAt: null })
    return c.json(z.encode(PasskeyInfo, info))
  })

  app.post('/api/setup/complete', async c => {
    const preSession = await findSetupSession(relay, c)
    if (preSession === null) return refuse(c, 'wrong-setup-token')
    const body = await readJson(c, SetupComplete)
    if (!body.ok) return refuse(c, body.error)
    if (preSession.passkey === null) return refuse(c, 'ceremony-failed')
    const passkey = textToPasskey(preSession.passkey)
    const founded = await foundStudio(relay, preSession, passkey, body.value)
    if (!founded.ok) return refuse(c, founded.error)
    relay.sessions.clear()
    setTokenCookie(c, relay.settings, 'wlos', founded.value)
    logSecurity(relay, c, 'studio-founded', { workspace: body.value.workspace, device: body.value.device })
    const { workspace, member } = body.value
    return signedIn(relay, c, { workspace, member, credentialId: passkey.id })
  })
}

async function findSetupSession(relay: Relay, c: AppContext): Promise<StoredPreSession | null> {
  const preSession = await findPreSession(relay, c)
  return preSession?.maySetUp === true ? preSession : null
}

function passkeyToText(passkey: VerifiedPasskey): string {
  return JSON.stringify({ ...passkey, publicKey: bytesToBase64url(passkey.publicKey) })
}

function textToPasskey(text: string): VerifiedPasskey {
  const passkey = PendingPasskey.parse(JSON.parse(text))
  return { ...passkey, publicKey: base64urlToBytes(passkey.publicKey) }
}
