import type { Bytes } from '#shared/protocol/bytes.ts'
import type { DeviceId, MemberId, MethodId, WorkspaceId } from '#shared/protocol/ids.ts'
import { columnBytes } from './column-bytes.ts'
import type { Db } from './storage.ts'

export type StoredState = { readonly sequence: number; readonly bytes: Bytes; readonly signature: Bytes }
export type StoredRecovery = { readonly workspace: WorkspaceId; readonly member: MemberId; readonly authHash: Bytes }

export async function foundedWorkspace(db: Db): Promise<WorkspaceId | null> {
  const row = await db.selectFrom('founding').select('workspace').executeTakeFirst()
  return row?.workspace ?? null
}

/** False where somebody founded the studio before: the slot's key decides between two at once. */
export async function takeFounding(db: Db, workspace: WorkspaceId): Promise<boolean> {
  const row = await db
    .insertInto('founding')
    .values({ slot: 1, workspace })
    .onConflict(conflict => conflict.column('slot').doNothing())
    .returning('slot')
    .executeTakeFirst()
  return row !== undefined
}

export async function insertWorkspace(db: Db, id: WorkspaceId, state: StoredState, now: number): Promise<void> {
  await db
    .insertInto('workspaces')
    .values({
      id,
      founded_at: now,
      head: 0,
      state_sequence: state.sequence,
      state: state.bytes,
      state_signature: state.signature,
    })
    .execute()
}

export async function readState(db: Db, workspace: WorkspaceId): Promise<StoredState | null> {
  const row = await db
    .selectFrom('workspaces')
    .select(['state_sequence', 'state', 'state_signature'])
    .where('id', '=', workspace)
    .executeTakeFirst()
  if (row === undefined) return null
  return { sequence: row.state_sequence, bytes: columnBytes(row.state), signature: columnBytes(row.state_signature) }
}

/** Compare and swap: false where the present state is no longer the one before. */
export async function replaceState(db: Db, workspace: WorkspaceId, next: StoredState): Promise<boolean> {
  const row = await db
    .updateTable('workspaces')
    .set({ state_sequence: next.sequence, state: next.bytes, state_signature: next.signature })
    .where('id', '=', workspace)
    .where('state_sequence', '=', next.sequence - 1)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** How far the log and the signed state have come. */
export async function readPosition(db: Db, workspace: WorkspaceId): Promise<{ head: number; stateSequence: number }> {
  const row = await db
    .selectFrom('workspaces')
    .select(['head', 'state_sequence'])
    .where('id', '=', workspace)
    .executeTakeFirst()
  return { head: row?.head ?? 0, stateSequence: row?.state_sequence ?? 0 }
}

export async function insertMember(
  db: Db,
  member: { workspace: WorkspaceId; id: MemberId; userHandle: Bytes; keyring: Bytes },
): Promise<void> {
  await db
    .insertInto('members')
    .values({ workspace: member.workspace, id: member.id, user_handle: member.userHandle, keyring: member.keyring })
    .execute()
}

export async function readMember(db: Db, workspace: WorkspaceId, id: MemberId) {
  const row = await db
    .selectFrom('members')
    .select(['user_handle', 'keyring'])
    .where('workspace', '=', workspace)
    .where('id', '=', id)
    .executeTakeFirst()
  return row === undefined ? null : { userHandle: columnBytes(row.user_handle), keyring: columnBytes(row.keyring) }
}

export async function replaceKeyring(db: Db, workspace: WorkspaceId, member: MemberId, keyring: Bytes): Promise<void> {
  await db.updateTable('members').set({ keyring }).where('workspace', '=', workspace).where('id', '=', member).execute()
}

/** All that lets a member in. What the member wrote stays. */
export async function deleteMember(db: Db, workspace: WorkspaceId, member: MemberId): Promise<void> {
  await db.deleteFrom('credentials').where('workspace', '=', workspace).where('member', '=', member).execute()
  await deleteRecovery(db, workspace, member)
  await db.deleteFrom('members').where('workspace', '=', workspace).where('id', '=', member).execute()
}

export async function replaceRecovery(
  db: Db,
  recovery: { workspace: WorkspaceId; member: MemberId; method: MethodId; authHash: Bytes },
): Promise<void> {
  await deleteRecovery(db, recovery.workspace, recovery.member)
  await db
    .insertInto('recovery')
    .values({
      workspace: recovery.workspace,
      member: recovery.member,
      method: recovery.method,
      auth_hash: recovery.authHash,
    })
    .execute()
}

export async function deleteRecovery(db: Db, workspace: WorkspaceId, member: MemberId): Promise<void> {
  await db.deleteFrom('recovery').where('workspace', '=', workspace).where('member', '=', member).execute()
}

export async function listRecovery(db: Db): Promise<StoredRecovery[]> {
  const rows = await db.selectFrom('recovery').select(['workspace', 'member', 'auth_hash']).execute()
  return rows.map(row => ({ workspace: row.workspace, member: row.member, authHash: columnBytes(row.auth_hash) }))
}

export async function recoveryMethod(db: Db, workspace: WorkspaceId, member: MemberId): Promise<MethodId | null> {
  const row = await db
    .selectFrom('recovery')
    .select('method')
    .where('workspace', '=', workspace)
    .where('member', '=', member)
    .executeTakeFirst()
  return row?.method ?? null
}

export async function noteDeviceActivity(
  db: Db,
  seen: { workspace: WorkspaceId; device: DeviceId; at: number; ip: string | null },
): Promise<void> {
  const values = { last_seen_at: seen.at, last_ip: seen.ip }
  await db
    .insertInto('device_activity')
    .values({ workspace: seen.workspace, device: seen.device, ...values })
    .onConflict(conflict => conflict.columns(['workspace', 'device']).doUpdateSet(values))
    .execute()
}

export async function listDeviceActivity(db: Db, workspace: WorkspaceId) {
  return db
    .selectFrom('device_activity')
    .select(['device', 'last_seen_at', 'last_ip'])
    .where('workspace', '=', workspace)
    .execute()
}
