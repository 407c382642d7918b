import { createAdaptorServer, type ServerType } from '@hono/node-server'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync } from 'node:fs'
import { Server } from 'node:http'
import { basename, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { setFlagsFromString } from 'node:v8'
import { assert } from '#shared/lang/assert.ts'
import { createApp } from './app.ts'
import { createToken } from './auth/tokens.ts'
import { createClientFiles } from './http/client-files.ts'
import { createLineLog } from './http/line-log.ts'
import type { RelayDeps } from './relay.ts'
import { readSettings, type Settings } from './settings.ts'
import { lockDataFolder } from './storage/data-lock.ts'
import { openSqlite } from './storage/sqlite.ts'
import type { Storage } from './storage/storage.ts'
import { foundedWorkspace } from './storage/workspace-store.ts'

/** The one place with effects: environment, clock, chance, files, port and signals. */
const stopAtLatestMs = 5_000
const lookForIdleEveryMs = 50
/** Longer than proxies and browsers keep an idle connection, so that none is closed while a request is on its way. */
const keepAliveMs = 75_000

await main()

async function main(): Promise<void> {
  // Requests are short-lived garbage: a young generation that stays small keeps 30 MB less resident, at the same speed.
  setFlagsFromString('--semi-space-growth-factor=1')
  const settings = readSettings(process.env)
  if (!settings.ok) return giveUp(settings.error)
  const opened = await openData(settings.value)
  if (opened === null) return
  const { storage, release } = opened
  const lines = createLineLog(text => process.stdout.write(text))
  const deps: RelayDeps = {
    settings: settings.value,
    storage,
    clock: { now: () => Date.now() },
    random: length => new Uint8Array(randomBytes(length)),
    timers: {
      after(milliseconds, task) {
        const timer = setTimeout(task, milliseconds)
        return () => clearTimeout(timer)
      },
    },
    log: lines,
    setupToken: settings.value.setupToken ?? createToken(length => new Uint8Array(randomBytes(length))),
    clientFiles: findClientFiles(),
  }
  const relay = createApp(deps)
  const server = createAdaptorServer({ fetch: relay.app.fetch, serverOptions: { keepAliveTimeout: keepAliveMs } })
  server.on('error', error => {
    const isTaken = 'code' in error && error.code === 'EADDRINUSE'
    const { port, host } = settings.value
    giveUp(isTaken ? `Port ${port} on ${host} is in use: set PORT to another one.` : `Cannot listen: ${error.message}`)
  })
  server.listen(settings.value.port, settings.value.host, () => {
    process.stdout.write(`Wavelaunch Studio OS at ${settings.value.origin}\n`)
    if (deps.clientFiles === null) process.stdout.write('No built app found: run "npm run build" to serve it.\n')
    foundedWorkspace(storage.db).then(
      founded => founded === null && process.stdout.write(`Set-up token: ${deps.setupToken}\n`),
      (error: unknown) => giveUp(`Cannot read the database: ${String(error)}`),
    )
  })
  const stop = () => {
    relay.stop()
    stopServer(server, async () => {
      lines.flush()
      await storage.close()
      release()
      process.exit(0)
    })
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}

async function openData(settings: Settings): Promise<{ storage: Storage; release: () => void } | null> {
  const folder = resolve(settings.dataDir)
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const lock = lockDataFolder(join(folder, 'relay.lock'))
    if (lock === null) {
      giveUp(`Another relay is using ${folder}: stop it, or set WLOS_DATA_DIR to another folder.`)
      return null
    }
    return { storage: await openSqlite(join(folder, 'relay.sqlite')), release: lock.release }
  } catch (error) {
    giveUp(`Cannot use the data folder ${folder}: ${error instanceof Error ? error.message : String(error)}`)
    return null
  }
}

/** Beside the built relay, or in the folder it is started from. */
function findClientFiles(): ReturnType<typeof createClientFiles> | null {
  const here = dirname(fileURLToPath(import.meta.url))
  const isBuilt = basename(here) === 'server' && basename(dirname(here)) === 'dist'
  const candidates = [...(isBuilt ? [resolve(here, '../client')] : []), resolve('dist/client')]
  const root = candidates.find(candidate => existsSync(join(candidate, 'index.html')))
  return root === undefined ? null : createClientFiles(root)
}

/** Lets running requests end, and closes each connection as soon as it is idle. */
function stopServer(server: ServerType, whenDone: () => Promise<void>): void {
  assert(server instanceof Server, 'the relay speaks plain HTTP')
  const closing = setInterval(() => server.closeIdleConnections(), lookForIdleEveryMs)
  const late = setTimeout(() => server.closeAllConnections(), stopAtLatestMs)
  server.close(() => {
    clearInterval(closing)
    clearTimeout(late)
    whenDone().catch((error: unknown) => giveUp(`Stopped badly: ${String(error)}`))
  })
}

function giveUp(line: string): void {
  process.stderr.write(`${line}\n`)
  process.exit(1)
}
