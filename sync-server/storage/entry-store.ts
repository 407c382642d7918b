import type { Bytes } from '#shared/protocol/bytes.ts'
import type { Lane, LaneTip, RelayedEntry } from '#shared/protocol/entry.ts'
import type { DeviceId, WorkspaceId } from '#shared/protocol/ids.ts'
import { columnBytes } from './column-bytes.ts'
import type { Db } from './storage.ts'

/** Rows of one insert: a statement of one shape is kept prepared, and stays under every dialect's parameter limit. */
const rowsPerInsert = 50

export type LaneKey = { readonly workspace: WorkspaceId; readonly device: DeviceId; readonly lane: Lane }

export type StoredEntry = RelayedEntry & {
  readonly device: DeviceId
  readonly lane: Lane
  readonly sequence: number
  readonly id: Bytes
}

export type EntryPosition = {
  readonly sequence: number
  readonly id: Bytes
  readonly relaySequence: number
  readonly receivedAt: number
}

/**
 * Locks the workspace for this transaction and tells where it stands. The update changes nothing: it takes the row's
 * lock, in every dialect, so that sequence numbers stay gapless.
 */
export async function lockWorkspace(db: Db, workspace: WorkspaceId) {
  const row = await db
    .updateTable('workspaces')
    .set(expression => ({ head: expression.ref('head') }))
    .where('id', '=', workspace)
    .returning(['head', 'state_sequence'])
    .executeTakeFirst()
  return row === undefined ? null : { head: row.head, stateSequence: row.state_sequence }
}

export async function readLaneTip(db: Db, key: LaneKey): Promise<LaneTip | null> {
  const row = await db
    .selectFrom('entries')
    .select(['sequence', 'id'])
    .where('workspace', '=', key.workspace)
    .where('device', '=', key.device)
    .where('lane', '=', key.lane)
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row === undefined ? null : { sequence: row.sequence, id: columnBytes(row.id) }
}

export async function readPositions(db: Db, key: LaneKey, sequences: readonly number[]): Promise<EntryPosition[]> {
  if (sequences.length === 0) return []
  const rows = await db
    .selectFrom('entries')
    .select(['sequence', 'id', 'relay_sequence', 'received_at'])
    .where('workspace', '=', key.workspace)
    .where('device', '=', key.device)
    .where('lane', '=', key.lane)
    .where('sequence', 'in', sequences)
    .execute()
  return rows.map(row => ({
    sequence: row.sequence,
    id: columnBytes(row.id),
    relaySequence: row.relay_sequence,
    receivedAt: row.received_at,
  }))
}

/** Appends what follows the locked head, and moves the head. */
export async function appendEntries(db: Db, workspace: WorkspaceId, entries: readonly StoredEntry[]): Promise<void> {
  const last = entries.at(-1)
  if (last === undefined) return
  for (let start = 0; start < entries.length; start += rowsPerInsert) {
    const rows = entries.slice(start, start + rowsPerInsert).map(entry => ({
      workspace,
      relay_sequence: entry.relaySequence,
      size: entry.bytes.length,
      received_at: entry.receivedAt,
      ip: entry.ip,
      device: entry.device,
      lane: entry.lane,
      sequence: entry.sequence,
      id: entry.id,
      bytes: entry.bytes,
    }))
    await db.insertInto('entries').values(rows).execute()
  }
  await db.updateTable('workspaces').set({ head: last.relaySequence }).where('id', '=', workspace).execute()
}

/** The next entries after a cursor, as many as fit: their sizes are read first, so that a page never fills the memory. */
export async function readEntries(
  db: Db,
  workspace: WorkspaceId,
  page: { after: number; limit: number; maxBytes: number; overheadBytes: number },
): Promise<RelayedEntry[]> {
  const sizes = await db
    .selectFrom('entries')
    .select(['relay_sequence', 'size'])
    .where('workspace', '=', workspace)
    .where('relay_sequence', '>', page.after)
    .orderBy('relay_sequence')
    .limit(page.limit)
    .execute()
  let bytes = 0
  let until = page.after
  for (const row of sizes) {
    bytes += row.size + page.overheadBytes
    if (bytes > page.maxBytes) break
    until = row.relay_sequence
  }
  if (until === page.after) return []
  const rows = await db
    .selectFrom('entries')
    .select(['relay_sequence', 'received_at', 'ip', 'bytes'])
    .where('workspace', '=', workspace)
    .where('relay_sequence', '>', page.after)
    .where('relay_sequence', '<=', until)
    .orderBy('relay_sequence')
    .execute()
  return rows.map(row => ({
    relaySequence: row.relay_sequence,
    receivedAt: row.received_at,
    ip: row.ip,
    bytes: columnBytes(row.bytes),
  }))
}
