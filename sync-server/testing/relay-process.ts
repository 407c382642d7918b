import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const mainPath = fileURLToPath(new URL('../main.ts', import.meta.url))

export type RelayProcess = {
  readonly child: ChildProcess
  output(): string
  errors(): string
  /** Resolves once the text was printed; rejects where the process ends before. */
  printed(text: string): Promise<void>
  /** The exit code, or the signal that ended it. */
  ended(): Promise<number | string | null>
}

/** The relay as it is started for real, in a process of its own. */
export function startRelayProcess(environment: Record<string, string>): RelayProcess {
  const child = spawn(process.execPath, ['--import', 'tsx', mainPath], {
    env: { PATH: process.env['PATH'] ?? '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  let errors = ''
  child.stdout.on('data', chunk => (output += String(chunk)))
  child.stderr.on('data', chunk => (errors += String(chunk)))
  const closed = once(child, 'close')
  return {
    child,
    output: () => output,
    errors: () => errors,
    async printed(text) {
      while (!output.includes(text)) {
        const wasClosed = await Promise.race([once(child.stdout, 'data').then(() => false), closed.then(() => true)])
        if (wasClosed && !output.includes(text)) throw new Error(`the relay ended: ${errors}${output}`)
      }
    },
    async ended() {
      await closed
      return child.exitCode ?? child.signalCode
    },
  }
}
