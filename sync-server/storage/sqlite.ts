import Database from 'better-sqlite3'
import { Kysely, SqliteDialect, type SqliteDatabase, type SqliteStatement } from 'kysely'
import { migrateToLatest } from './migrations.ts'
import type { Storage } from './storage.ts'
import type { RelayTables } from './tables.ts'

const statementsKept = 256
const noStatement: SqliteStatement = {
  reader: false,
  all: () => [],
  run: () => ({ changes: 0, lastInsertRowid: 0 }),
  iterate: emptyIterator,
}

/** Opens and migrates the embedded database. Throws what SQLite throws where the file cannot be used. */
export async function openSqlite(path: string): Promise<Storage> {
  const database = new Database(path)
  try {
    database.pragma('journal_mode = WAL')
    // With WAL only FULL makes a commit survive a power cut: sqlite.org/pragma.html#pragma_synchronous
    database.pragma('synchronous = FULL')
    database.pragma('foreign_keys = ON')
    const db = new Kysely<RelayTables>({ dialect: new SqliteDialect({ database: withStatementCache(database) }) })
    await migrateToLatest(db, { bytes: 'blob' })
    return { db, isFull: isSqliteFull, close: () => db.destroy() }
  } catch (cause) {
    database.close()
    throw cause
  }
}

/** Kysely prepares a statement for every query; preparing costs more than running most of ours. */
function withStatementCache(database: Database.Database): SqliteDatabase {
  const statements = new Map<string, SqliteStatement>()
  return {
    close: () => database.close(),
    prepare(sql) {
      // SQLite rolls back by itself when the disk is full; a second rollback would hide the cause.
      if (sql === 'rollback' && !database.inTransaction) return noStatement
      const known = statements.get(sql)
      if (known !== undefined) return known
      const statement = toKyselyStatement(database.prepare(sql))
      if (statements.size >= statementsKept) statements.delete(statements.keys().next().value ?? '')
      statements.set(sql, statement)
      return statement
    },
  }
}

function toKyselyStatement(statement: Database.Statement<unknown[]>): SqliteStatement {
  return {
    reader: statement.reader,
    all: parameters => statement.all(...parameters),
    run: parameters => statement.run(...parameters),
    iterate: parameters => statement.iterate(...parameters),
  }
}

function* emptyIterator(): IterableIterator<unknown> {}

function isSqliteFull(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code === 'SQLITE_FULL'
}
