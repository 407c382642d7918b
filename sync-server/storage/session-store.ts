import type { Bytes } from '#shared/protocol/bytes.ts'
import type { DeviceId, MemberId, WorkspaceId } from '#shared/protocol/ids.ts'
import { columnBytes } from './column-bytes.ts'
import type { Db } from './storage.ts'
import type { ChallengeKind, RelayTables } from './tables.ts'

export type StoredSession = {
  readonly tokenHash: string
  readonly family: string
  readonly workspace: WorkspaceId
  readonly member: MemberId
  readonly device: DeviceId | null
  readonly credentialId: string | null
  readonly createdAt: number
  readonly lastSeenAt: number
  /** The absolute limit; the idle one follows from lastSeenAt. */
  readonly expiresAt: number
  readonly steppedUpAt: number | null
  readonly ended: 'signed-out' | 'revoked' | null
}

export type StoredPreSession = {
  readonly tokenHash: string
  readonly maySetUp: boolean
  readonly userHandle: Bytes
  readonly passkey: string | null
  readonly expiresAt: number
}

export async function insertSession(db: Db, session: StoredSession): Promise<void> {
  await db
    .insertInto('sessions')
    .values({
      token_hash: session.tokenHash,
      family: session.family,
      workspace: session.workspace,
      member: session.member,
      device: session.device,
      credential_id: session.credentialId,
      created_at: session.createdAt,
      last_seen_at: session.lastSeenAt,
      expires_at: session.expiresAt,
      stepped_up_at: session.steppedUpAt,
      ended: session.ended,
    })
    .execute()
}

export async function readSession(db: Db, tokenHash: string): Promise<StoredSession | null> {
  const row = await db.selectFrom('sessions').selectAll().where('token_hash', '=', tokenHash).executeTakeFirst()
  return row === undefined ? null : rowToSession(row)
}

export async function listSessionsOfFamily(db: Db, family: string): Promise<StoredSession[]> {
  const rows = await db.selectFrom('sessions').selectAll().where('family', '=', family).execute()
  return rows.map(rowToSession)
}

export async function touchSession(db: Db, tokenHash: string, at: number): Promise<void> {
  await db.updateTable('sessions').set({ last_seen_at: at }).where('token_hash', '=', tokenHash).execute()
}

export async function bindSessionToDevice(db: Db, family: string, device: DeviceId): Promise<void> {
  await db.updateTable('sessions').set({ device }).where('family', '=', family).execute()
}

/** A token that was replaced: good for the requests already under way, and no longer fresh for anything. */
export async function retireSession(db: Db, tokenHash: string, expiresAt: number): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ expires_at: expiresAt, stepped_up_at: null })
    .where('token_hash', '=', tokenHash)
    .execute()
}

export async function endSessionFamily(db: Db, family: string): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ ended: 'signed-out' })
    .where('family', '=', family)
    .where('ended', 'is', null)
    .execute()
}

/**
 * What a way in opened ends with it, but for the session that closes it. Without a credential: what a recovery key opened
 * and no device took over. Answers the families that ended.
 */
export async function endSessionsOfMethod(
  db: Db,
  who: { workspace: WorkspaceId; member: MemberId; credentialId: string | null; exceptFamily: string },
): Promise<string[]> {
  const { credentialId } = who
  const ending = db
    .updateTable('sessions')
    .set({ ended: 'signed-out' })
    .where('workspace', '=', who.workspace)
    .where('member', '=', who.member)
    .where('family', '!=', who.exceptFamily)
    .where('ended', 'is', null)
  const chosen =
    credentialId === null
      ? ending.where('credential_id', 'is', null).where('device', 'is', null)
      : ending.where('credential_id', '=', credentialId)
  const rows = await chosen.returning('family').execute()
  return [...new Set(rows.map(row => row.family))]
}

export async function revokeSessionsOfDevices(db: Db, workspace: WorkspaceId, devices: readonly DeviceId[]) {
  if (devices.length === 0) return
  await db
    .updateTable('sessions')
    .set({ ended: 'revoked' })
    .where('workspace', '=', workspace)
    .where('device', 'in', devices)
    .execute()
}

export async function revokeSessionsOfMember(db: Db, workspace: WorkspaceId, member: MemberId): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ ended: 'revoked' })
    .where('workspace', '=', workspace)
    .where('member', '=', member)
    .execute()
}

export async function insertPreSession(db: Db, pre: StoredPreSession): Promise<void> {
  await db
    .insertInto('pre_sessions')
    .values({
      token_hash: pre.tokenHash,
      may_set_up: pre.maySetUp ? 1 : 0,
      user_handle: pre.userHandle,
      passkey: pre.passkey,
      expires_at: pre.expiresAt,
    })
    .execute()
}

export async function readPreSession(db: Db, tokenHash: string): Promise<StoredPreSession | null> {
  const row = await db.selectFrom('pre_sessions').selectAll().where('token_hash', '=', tokenHash).executeTakeFirst()
  if (row === undefined) return null
  return {
    tokenHash: row.token_hash,
    maySetUp: row.may_set_up === 1,
    userHandle: columnBytes(row.user_handle),
    passkey: row.passkey,
    expiresAt: row.expires_at,
  }
}

export async function keepPreSessionPasskey(db: Db, tokenHash: string, passkey: string): Promise<void> {
  await db.updateTable('pre_sessions').set({ passkey }).where('token_hash', '=', tokenHash).execute()
}

export async function insertChallenge(
  db: Db,
  challenge: { challenge: string; kind: ChallengeKind; owner: string; expiresAt: number },
): Promise<void> {
  const { expiresAt, ...values } = challenge
  await db
    .insertInto('challenges')
    .values({ ...values, expires_at: expiresAt })
    .execute()
}

/** Deletes it, so that it serves once, and tells when it would have run out. Null where there is none of that owner. */
export async function takeChallenge(
  db: Db,
  wanted: { challenge: string; kind: ChallengeKind; owner: string },
): Promise<number | null> {
  const row = await db
    .deleteFrom('challenges')
    .where('challenge', '=', wanted.challenge)
    .where('kind', '=', wanted.kind)
    .where('owner', '=', wanted.owner)
    .returning('expires_at')
    .executeTakeFirst()
  return row?.expires_at ?? null
}

export async function deleteExpired(db: Db, now: number): Promise<void> {
  await db.deleteFrom('challenges').where('expires_at', '<=', now).execute()
  await db.deleteFrom('pre_sessions').where('expires_at', '<=', now).execute()
  await db.deleteFrom('sessions').where('expires_at', '<=', now).execute()
}

function rowToSession(row: RelayTables['sessions']): StoredSession {
  return {
    tokenHash: row.token_hash,
    family: row.family,
    workspace: row.workspace,
    member: row.member,
    device: row.device,
    credentialId: row.credential_id,
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
    expiresAt: row.expires_at,
    steppedUpAt: row.stepped_up_at,
    ended: row.ended,
  }
}
