import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from './free-port.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const builtEntry = process.env['RELAY_ENTRY'] ?? join(root, 'dist/server/main.js')
const startTimeoutMs = 20_000
const stopTimeoutMs = 10_000

export type RelayOptions = {
  /** `RELAY_ENTRY`, else the built relay: `npm run build` first. */
  entry?: string
  port?: number
  dataDir?: string
  setupToken?: string
  /** What browsers call it, where something stands in front of it. */
  origin?: string
  environment?: Record<string, string>
}

export type Relay = {
  origin: string
  port: number
  dataDir: string
  setupToken: string
  /** The process that runs now. */
  pid: () => number
  /** Everything that the process wrote, over all its starts. */
  output: () => string
  /** Starts it again on the same port with the same data. */
  start: () => Promise<void>
  /** Asks it to end and waits for it. */
  stop: () => Promise<void>
  /** Ends it as a power cut would. */
  kill: () => Promise<void>
  /** Stops it and removes the data that it made for itself. */
  dispose: () => Promise<void>
}

/** The real relay as a process of its own. */
export async function startRelay(options: RelayOptions = {}): Promise<Relay> {
  const port = options.port ?? (await freePort())
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'wavelaunch-relay-')))
  const own = `http://localhost:${port}`
  const origin = options.origin ?? own
  const setupToken = options.setupToken ?? 'setup-token-of-the-tests'
  const output: string[] = []
  let child: ChildProcess | undefined

  async function start(): Promise<void> {
    if (isRunning(child)) return
    child = spawn(process.execPath, [options.entry ?? builtEntry], {
      cwd: root,
      env: {
        ...process.env,
        NODE_ENV: 'production',
        PORT: String(port),
        WLOS_ORIGIN: origin,
        WLOS_DATA_DIR: dataDir,
        WLOS_SETUP_TOKEN: setupToken,
        ...options.environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    child.stdout?.on('data', chunk => output.push(String(chunk)))
    child.stderr?.on('data', chunk => output.push(String(chunk)))
    await waitUntilHealthy(child, `${own}/healthz`, () => output.join(''))
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    if (child === undefined || !isRunning(child)) return
    const process = child
    const exited = once(process, 'exit')
    process.kill(signal)
    const forced = setTimeout(() => process.kill('SIGKILL'), stopTimeoutMs)
    await exited
    clearTimeout(forced)
  }

  async function dispose(): Promise<void> {
    await end('SIGTERM')
    if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true })
  }

  await start()
  return {
    origin,
    port,
    dataDir,
    setupToken,
    pid: () => child?.pid ?? 0,
    output: () => output.join(''),
    start,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    dispose,
  }
}

function isRunning(child: ChildProcess | undefined): boolean {
  return child !== undefined && child.exitCode === null && child.signalCode === null
}

async function waitUntilHealthy(child: ChildProcess, url: string, output: () => string): Promise<void> {
  const deadline = Date.now() + startTimeoutMs
  while (Date.now() < deadline) {
    if (!isRunning(child)) throw new Error(`the relay ended before it was ready:\n${output()}`)
    const isHealthy = await fetch(url).then(
      response => response.ok,
      () => false,
    )
    if (isHealthy) return
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  child.kill('SIGKILL')
  throw new Error(`the relay was not ready after ${startTimeoutMs} ms:\n${output()}`)
}
