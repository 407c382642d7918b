import type { AppContext } from '../http/context.ts'
import { preSessionLifetimeMs, readTokenCookie, setTokenCookie } from '../http/cookies.ts'
import type { Relay } from '../relay.ts'
import { insertPreSession, readPreSession, type StoredPreSession } from '../storage/session-store.ts'
import { createToken, hashToken } from './tokens.ts'

/** Whom a challenge is for before there is a session: a cookie that proves nothing but being the same browser. */
export async function startPreSession(
  relay: Relay,
  c: AppContext,
  options: { maySetUp: boolean },
): Promise<StoredPreSession> {
  const token = createToken(relay.random)
  const preSession: StoredPreSession = {
    tokenHash: hashToken(token),
    maySetUp: options.maySetUp,
    userHandle: relay.random(32),
    passkey: null,
    expiresAt: relay.clock.now() + preSessionLifetimeMs,
  }
  await insertPreSession(relay.storage.db, preSession)
  setTokenCookie(c, relay.settings, 'wlos-pre', token)
  return preSession
}

export async function findPreSession(relay: Relay, c: AppContext): Promise<StoredPreSession | null> {
  const token = readTokenCookie(c, relay.settings, 'wlos-pre')
  if (token === null) return null
  const preSession = await readPreSession(relay.storage.db, hashToken(token))
  return preSession !== null && relay.clock.now() < preSession.expiresAt ? preSession : null
}

export async function findOrStartPreSession(relay: Relay, c: AppContext): Promise<StoredPreSession> {
  return (await findPreSession(relay, c)) ?? startPreSession(relay, c, { maySetUp: false })
}
