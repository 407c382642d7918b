import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import * as z from 'zod/mini'
import { assert } from '#shared/lang/assert.ts'
import { createApp } from '../app.ts'
import { createClientFiles } from '../http/client-files.ts'
import type { LogLine } from '../relay.ts'
import { readSettings } from '../settings.ts'
import { openSqlite } from '../storage/sqlite.ts'
import type { Storage } from '../storage/storage.ts'
import { createFakeTime } from './fake-time.ts'
import { randomFor } from './random-for.ts'

export const testOrigin = 'http://localhost:18700'
export const testSetupToken = 'test-set-up-token'

type Options = {
  readonly environment?: Record<string, string>
  readonly clientRoot?: string
  readonly folder?: string
}

/** The real relay on a real database file; only time and chance are the test's. */
export async function startTestRelay(options: Options = {}) {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'wlos-relay-'))
  const settings = readSettings({ WLOS_ORIGIN: testOrigin, ...options.environment })
  assert(settings.ok, 'the test settings are right')
  const time = createFakeTime()
  const lines: LogLine[] = []
  const storage = await openSqlite(join(folder, 'relay.sqlite'))
  const relay = createApp({
    settings: settings.value,
    storage,
    clock: time.clock,
    timers: time.timers,
    random: randomFor(`relay ${folder}`),
    log: { write: line => lines.push(line) },
    setupToken: testSetupToken,
    clientFiles: options.clientRoot === undefined ? null : createClientFiles(options.clientRoot),
  })
  return {
    ...relay,
    ...time,
    folder,
    lines,
    storage,
    origin: settings.value.origin,
    /** Lets the database grow by so many pages only, and tells the limit before: a disk that fills up. */
    async limitPages(more: number): Promise<number> {
      const { page_count: present } = await readPragma(storage, 'page_count', PageCount)
      const { max_page_count: before } = await readPragma(storage, 'max_page_count', MaxPageCount)
      await sql.raw(`pragma max_page_count = ${more > 1_000 ? more : present + more}`).execute(storage.db)
      return before
    },
    async close() {
      relay.stop()
      await storage.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const PageCount = z.object({ page_count: z.number() })
const MaxPageCount = z.object({ max_page_count: z.number() })

async function readPragma<Schema extends z.core.$ZodType>(storage: Storage, name: string, schema: Schema) {
  const { rows } = await sql.raw(`pragma ${name}`).execute(storage.db)
  return z.parse(schema, rows[0])
}

export type TestRelay = Awaited<ReturnType<typeof startTestRelay>>
