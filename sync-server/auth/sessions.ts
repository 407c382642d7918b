import type { DeviceId, MemberId, WorkspaceId } from '#shared/protocol/ids.ts'
import { limits } from '#shared/protocol/limits.ts'
import { err, ok, type Result } from '#shared/lang/result.ts'
import type { Relay } from '../relay.ts'
import {
  insertSession,
  listSessionsOfFamily,
  readSession,
  retireSession,
  touchSession,
  type StoredSession,
} from '../storage/session-store.ts'
import type { Db } from '../storage/storage.ts'
import { noteDeviceActivity } from '../storage/workspace-store.ts'
import { createToken, hashToken } from './tokens.ts'

export type Session = StoredSession
type SessionDeps = Pick<Relay, 'storage' | 'clock' | 'random' | 'sessions'>

/** Use is noted this often at most, so that reads write nothing. */
const touchEveryMs = 60_000
/** Requests that were under way with the old token when it was replaced. */
const rotationGraceMs = 10_000

/** Signs in: a fresh token whose hash is stored. The caller puts the token into the cookie. */
export async function startSession(
  deps: Pick<Relay, 'clock' | 'random'>,
  db: Db,
  who: {
    workspace: WorkspaceId
    member: MemberId
    device: DeviceId | null
    credentialId: string | null
    isFresh: boolean
  },
): Promise<string> {
  const now = deps.clock.now()
  const token = createToken(deps.random)
  await insertSession(db, {
    tokenHash: hashToken(token),
    family: createToken(deps.random),
    workspace: who.workspace,
    member: who.member,
    device: who.device,
    credentialId: who.credentialId,
    createdAt: now,
    lastSeenAt: now,
    expiresAt: now + limits.sessionAbsoluteMs,
    steppedUpAt: who.isFresh ? now : null,
    ended: null,
  })
  return token
}

/** After a step-up: a new token for the same session, within the same absolute limit. */
export async function rotateSession(deps: SessionDeps, session: Session): Promise<string> {
  const now = deps.clock.now()
  const token = createToken(deps.random)
  await deps.storage.db.transaction().execute(async db => {
    await retireSession(db, session.tokenHash, Math.min(session.expiresAt, now + rotationGraceMs))
    await insertSession(db, { ...session, tokenHash: hashToken(token), lastSeenAt: now, steppedUpAt: now })
  })
  deps.sessions.clear()
  return token
}

export async function findSession(
  deps: SessionDeps,
  token: string | null,
  address: string,
): Promise<Result<Session, 'not-signed-in' | 'device-revoked'>> {
  if (token === null) return err('not-signed-in')
  const tokenHash = hashToken(token)
  const session = deps.sessions.get(tokenHash) ?? (await readSession(deps.storage.db, tokenHash))
  if (session === null) return err('not-signed-in')
  deps.sessions.put(session)
  if (session.ended === 'revoked') return err('device-revoked')
  const now = deps.clock.now()
  if (!isLive(session, now)) return err('not-signed-in')
  if (now - session.lastSeenAt >= touchEveryMs) return ok(await touch(deps, session, now, address))
  return ok(session)
}

async function touch(deps: SessionDeps, session: Session, now: number, address: string): Promise<Session> {
  const touched = { ...session, lastSeenAt: now }
  deps.sessions.put(touched)
  await touchSession(deps.storage.db, session.tokenHash, now)
  if (session.device !== null) {
    const { workspace, device } = session
    await noteDeviceActivity(deps.storage.db, { workspace, device, at: now, ip: address })
  }
  return touched
}

export async function isFamilyLive(deps: Pick<Relay, 'storage' | 'clock'>, family: string): Promise<boolean> {
  const now = deps.clock.now()
  return (await listSessionsOfFamily(deps.storage.db, family)).some(session => isLive(session, now))
}

export function hasSteppedUp(deps: Pick<Relay, 'clock'>, session: Session): boolean {
  return session.steppedUpAt !== null && deps.clock.now() - session.steppedUpAt <= limits.stepUpMs
}

function isLive(session: Session, now: number): boolean {
  return session.ended === null && now < session.expiresAt && now - session.lastSeenAt <= limits.sessionIdleMs
}
