import { Migrator, type Kysely, type Migration } from 'kysely'
import type { RelayTables } from './tables.ts'

/** What column types are called where dialects differ. */
export type ColumnTypes = { readonly bytes: 'blob' | 'bytea' }

/** Throws where the database cannot be brought up to date. Migrations only grow: a shipped one is never edited. */
export async function migrateToLatest(db: Kysely<RelayTables>, types: ColumnTypes): Promise<void> {
  const provider = { getMigrations: () => Promise.resolve(relayMigrations(types)) }
  const { error } = await new Migrator({ db, provider }).migrateToLatest()
  if (error !== undefined) throw new Error('the database cannot be brought up to date', { cause: error })
}

export function relayMigrations(types: ColumnTypes): Record<string, Migration> {
  return {
    '0001-workspaces': { up: db => createWorkspaces(db, types) },
    '0002-sessions': { up: db => createSessions(db, types) },
    '0003-entries': { up: db => createEntries(db, types) },
  }
}

async function createWorkspaces(db: Kysely<unknown>, { bytes }: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('workspaces')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('founded_at', 'bigint', column => column.notNull())
    .addColumn('head', 'bigint', column => column.notNull())
    .addColumn('state_sequence', 'bigint', column => column.notNull())
    .addColumn('state', bytes, column => column.notNull())
    .addColumn('state_signature', bytes, column => column.notNull())
    .execute()
  await db.schema
    .createTable('founding')
    .addColumn('slot', 'integer', column => column.primaryKey())
    .addColumn('workspace', 'text', column => column.notNull())
    .execute()
  await db.schema
    .createTable('members')
    .addColumn('workspace', 'text', column => column.notNull().references('workspaces.id'))
    .addColumn('id', 'text', column => column.notNull())
    .addColumn('user_handle', bytes, column => column.notNull())
    .addColumn('keyring', bytes, column => column.notNull())
    .addPrimaryKeyConstraint('members_pk', ['workspace', 'id'])
    .execute()
  await db.schema
    .createTable('credentials')
    .addColumn('id', 'text', column => column.primaryKey())
    .addColumn('workspace', 'text', column => column.notNull().references('workspaces.id'))
    .addColumn('member', 'text', column => column.notNull())
    .addColumn('public_key', bytes, column => column.notNull())
    .addColumn('counter', 'bigint', column => column.notNull())
    .addColumn('device_type', 'text', column => column.notNull())
    .addColumn('backed_up', 'integer', column => column.notNull())
    .addColumn('transports', 'text', column => column.notNull())
    .addColumn('created_at', 'bigint', column => column.notNull())
    .addColumn('last_used_at', 'bigint')
    .execute()
  await db.schema
    .createTable('recovery')
    .addColumn('workspace', 'text', column => column.notNull().references('workspaces.id'))
    .addColumn('member', 'text', column => column.notNull())
    .addColumn('method', 'text', column => column.notNull())
    .addColumn('auth_hash', bytes, column => column.notNull())
    .addPrimaryKeyConstraint('recovery_pk', ['workspace', 'member'])
    .execute()
  await db.schema
    .createTable('device_activity')
    .addColumn('workspace', 'text', column => column.notNull().references('workspaces.id'))
    .addColumn('device', 'text', column => column.notNull())
    .addColumn('last_seen_at', 'bigint', column => column.notNull())
    .addColumn('last_ip', 'text')
    .addPrimaryKeyConstraint('device_activity_pk', ['workspace', 'device'])
    .execute()
}

async function createSessions(db: Kysely<unknown>, { bytes }: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('sessions')
    .addColumn('token_hash', 'text', column => column.primaryKey())
    .addColumn('family', 'text', column => column.notNull())
    .addColumn('workspace', 'text', column => column.notNull().references('workspaces.id'))
    .addColumn('member', 'text', column => column.notNull())
    .addColumn('device', 'text')
    .addColumn('credential_id', 'text')
    .addColumn('created_at', 'bigint', column => column.notNull())
    .addColumn('last_seen_at', 'bigint', column => column.notNull())
    .addColumn('expires_at', 'bigint', column => column.notNull())
    .addColumn('stepped_up_at', 'bigint')
    .addColumn('ended', 'text')
    .execute()
  await db.schema.createIndex('sessions_by_family').on('sessions').column('family').execute()
  await db.schema
    .createTable('pre_sessions')
    .addColumn('token_hash', 'text', column => column.primaryKey())
    .addColumn('may_set_up', 'integer', column => column.notNull())
    .addColumn('user_handle', bytes, column => column.notNull())
    .addColumn('passkey', 'text')
    .addColumn('expires_at', 'bigint', column => column.notNull())
    .execute()
  await db.schema
    .createTable('challenges')
    .addColumn('challenge', 'text', column => column.primaryKey())
    .addColumn('kind', 'text', column => column.notNull())
    .addColumn('owner', 'text', column => column.notNull())
    .addColumn('expires_at', 'bigint', column => column.notNull())
    .execute()
}

async function createEntries(db: Kysely<unknown>, { bytes }: ColumnTypes): Promise<void> {
  // The payload stands last: what is before it can be read without walking a large row.
  await db.schema
    .createTable('entries')
    .addColumn('workspace', 'text', column => column.notNull().references('workspaces.id'))
    .addColumn('relay_sequence', 'bigint', column => column.notNull())
    .addColumn('size', 'integer', column => column.notNull())
    .addColumn('received_at', 'bigint', column => column.notNull())
    .addColumn('ip', 'text')
    .addColumn('device', 'text', column => column.notNull())
    .addColumn('lane', 'text', column => column.notNull())
    .addColumn('sequence', 'bigint', column => column.notNull())
    .addColumn('id', bytes, column => column.notNull())
    .addColumn('bytes', bytes, column => column.notNull())
    .addPrimaryKeyConstraint('entries_pk', ['workspace', 'relay_sequence'])
    .addUniqueConstraint('entries_by_lane', ['workspace', 'device', 'lane', 'sequence'])
    .execute()
}
