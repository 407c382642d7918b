import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { lockDataFolder } from './data-lock.ts'
import { openSqlite } from './sqlite.ts'
import { describeStorage } from './storage.contract.ts'

const folder = mkdtempSync(join(tmpdir(), 'wlos-sqlite-'))
let opened = 0
const freshPath = () => join(folder, `${(opened += 1)}.sqlite`)
afterAll(() => rmSync(folder, { recursive: true }))

describeStorage('SQLite', () => openSqlite(freshPath()))

test('[R22] commits are durable, and the write-ahead log lets reads go on', async () => {
  const storage = await openSqlite(freshPath())
  const pragma = async (name: string) => (await sql.raw(`pragma ${name}`).execute(storage.db)).rows
  expect(await pragma('journal_mode')).toEqual([{ journal_mode: 'wal' }])
  expect(await pragma('synchronous')).toEqual([{ synchronous: 2 }])
  expect(await pragma('foreign_keys')).toEqual([{ foreign_keys: 1 }])
  await storage.close()
})

test('[R38] an opened database is found again, and a file that is none is refused', async () => {
  const path = freshPath()
  await (await openSqlite(path)).close()
  const again = await openSqlite(path)
  await again.close()
  const { writeFileSync } = await import('node:fs')
  const broken = freshPath()
  writeFileSync(broken, 'this is no database at all, whatever its name says'.repeat(20))
  await expect(openSqlite(broken)).rejects.toThrow('not a database')
})

test('[R38] a data folder is locked by one, until it lets go', () => {
  const path = join(folder, 'relay.lock')
  const first = lockDataFolder(path)
  expect(first).not.toBeNull()
  expect(lockDataFolder(path)).toBeNull()
  first?.release()
  const second = lockDataFolder(path)
  expect(second).not.toBeNull()
  second?.release()
})
