import Database from 'better-sqlite3'

/**
 * One relay a data folder: an open exclusive transaction on a file of its own. The operating system releases it with
 * the process, also after SIGKILL. Null where another process holds it.
 */
export function lockDataFolder(path: string): { release: () => void } | null {
  const database = new Database(path, { timeout: 0 })
  try {
    database.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    database.close()
    if (error instanceof Database.SqliteError && error.code === 'SQLITE_BUSY') return null
    throw error
  }
  return { release: () => database.close() }
}
