import { Dexie, type Table } from 'dexie'
import type { Bytes } from '#shared/protocol/bytes.ts'
import type { SetAside } from '../api.ts'
import type { DeviceId, StreamId, WorkspaceId } from '#shared/protocol/ids.ts'

/**
 * What one workspace keeps on this device. Everything that could say something of the studio is sealed; in the clear lie
 * random ids, sequences, sizes and times. Rules [B…] in client/core/SPEC.md.
 */
export type StoredEntry = {
  /** The order in which this device learned of it. */
  readonly ord: number
  /** `device/lane/sequence`: a second entry at one position is a fork and cannot be stored. */
  readonly pos: string
  readonly stream: StreamId
  readonly bytes: Bytes
  /** 1 while the relay has not acknowledged it: the outbox. Absent otherwise, so that the index stays small. */
  readonly pending?: 1
  /** Signed and sealed as it should be, but no change of a document: kept, and left out when the document is read. */
  readonly unusable?: 1
  /** The address the relay saw its author at; absent for this device's own. */
  readonly ip?: string
}

/** A document saved whole, so that opening it does not replay its life. Can be dropped at any time. */
export type StoredDocument = {
  readonly stream: string
  /** The newest entry it holds. */
  readonly upTo: number
  readonly sealed: Bytes
}

export type StoredBucket = { readonly bucket: number; readonly sealed: Bytes }

export type StoredAside = {
  readonly id?: number
  readonly bytes: Bytes
  readonly refusal: SetAside['refusal']
  readonly device: DeviceId | null
  readonly lane: 'data' | 'audit' | null
  readonly sequence: number | null
  /** Whether its author signed it: only then does its place count as heard. */
  readonly isSigned: boolean
  readonly at: number
}

export type StoredTip = {
  readonly device: DeviceId
  readonly lane: 'data' | 'audit'
  readonly sequence: number
  readonly id: Bytes
}

/** One record, written in the transaction of whatever moved it. */
export type LogPosition = {
  readonly key: 'log'
  /** The highest relay sequence up to which everything was taken in. */
  readonly cursor: number
  /** The highest `ord` given out. */
  readonly ord: number
  /** The highest `ord` whose document stands in the buckets as it is. */
  readonly projected: number
  /** The form of the rows in the buckets; another one than this code's means: rebuild. */
  readonly rowsVersion: number
  readonly tips: readonly StoredTip[]
}

export class StudioDatabase extends Dexie {
  declare readonly entries: Table<StoredEntry, number>
  declare readonly documents: Table<StoredDocument, string>
  declare readonly buckets: Table<StoredBucket, number>
  declare readonly aside: Table<StoredAside, number>
  declare readonly positions: Table<LogPosition, string>

  constructor(workspace: WorkspaceId) {
    super(databaseName(workspace))
    this.version(1).stores({
      entries: 'ord, &pos, stream, pending',
      documents: 'stream',
      buckets: 'bucket',
      aside: '++id',
      positions: 'key',
    })
  }
}

export function databaseName(workspace: WorkspaceId): string {
  return `wlos-data-${workspace}`
}

export function entryPosition(device: string, lane: string, sequence: number): string {
  return `${device}/${lane}/${sequence}`
}
