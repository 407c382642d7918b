import type { Kysely } from 'kysely'
import type { RelayTables } from './tables.ts'

/** A database or a transaction on it: store functions take either. */
export type Db = Kysely<RelayTables>

/** What a dialect gives. Every implementation passes storage.contract.ts. */
export type Storage = {
  readonly db: Db
  /** Whether an error means that no more can be written, while reads go on. */
  isFull(error: unknown): boolean
  close(): Promise<void>
}
