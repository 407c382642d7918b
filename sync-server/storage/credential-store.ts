import * as z from 'zod/mini'
import type { Bytes } from '#shared/protocol/bytes.ts'
import type { MemberId, WorkspaceId } from '#shared/protocol/ids.ts'
import { columnBytes } from './column-bytes.ts'
import type { Db } from './storage.ts'
import type { RelayTables } from './tables.ts'

const Transports = z.array(z.string())

export type StoredCredential = {
  readonly id: string
  readonly workspace: WorkspaceId
  readonly member: MemberId
  readonly publicKey: Bytes
  readonly counter: number
  readonly deviceType: 'singleDevice' | 'multiDevice'
  readonly backedUp: boolean
  readonly transports: readonly string[]
  readonly createdAt: number
  readonly lastUsedAt: number | null
}

/** False where a credential of that id is known already (WebAuthn L3 §7.1 step 26). */
export async function insertCredential(db: Db, credential: StoredCredential): Promise<boolean> {
  const row = await db
    .insertInto('credentials')
    .values({
      id: credential.id,
      workspace: credential.workspace,
      member: credential.member,
      public_key: credential.publicKey,
      counter: credential.counter,
      device_type: credential.deviceType,
      backed_up: credential.backedUp ? 1 : 0,
      transports: JSON.stringify(credential.transports),
      created_at: credential.createdAt,
      last_used_at: credential.lastUsedAt,
    })
    .onConflict(conflict => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function readCredential(db: Db, id: string): Promise<StoredCredential | null> {
  const row = await db.selectFrom('credentials').selectAll().where('id', '=', id).executeTakeFirst()
  return row === undefined ? null : rowToCredential(row)
}

export async function listCredentials(db: Db, workspace: WorkspaceId, member: MemberId): Promise<StoredCredential[]> {
  const rows = await db
    .selectFrom('credentials')
    .selectAll()
    .where('workspace', '=', workspace)
    .where('member', '=', member)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.map(rowToCredential)
}

export async function noteCredentialUse(
  db: Db,
  id: string,
  use: { counter: number; backedUp: boolean; at: number },
): Promise<void> {
  await db
    .updateTable('credentials')
    .set({ counter: use.counter, backed_up: use.backedUp ? 1 : 0, last_used_at: use.at })
    .where('id', '=', id)
    .execute()
}

export async function deleteCredential(db: Db, id: string): Promise<void> {
  await db.deleteFrom('credentials').where('id', '=', id).execute()
}

function rowToCredential(row: RelayTables['credentials']): StoredCredential {
  return {
    id: row.id,
    workspace: row.workspace,
    member: row.member,
    publicKey: columnBytes(row.public_key),
    counter: row.counter,
    deviceType: row.device_type,
    backedUp: row.backed_up === 1,
    transports: Transports.parse(JSON.parse(row.transports)),
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
  }
}
