import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { assert } from '#shared/lang/assert.ts'
import { createApp } from '../app.ts'
import { createClientFiles } from '../http/client-files.ts'
import type { LogLine } from '../relay.ts'
import { readSettings } from '../settings.ts'
import { openSqlite } from '../storage/sqlite.ts'
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
    async close() {
      relay.stop()
      await storage.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export type TestRelay = Awaited<ReturnType<typeof startTestRelay>>
