import { spawn, type ChildProcess } from 'node:child_process'

/** The relay and Vite side by side: what ends one ends both. */
const origin = 'http://localhost:5173'

const processes = [
  start('relay', ['node_modules/tsx/dist/cli.mjs', 'watch', '--clear-screen=false', 'sync-server/main.ts'], {
    PORT: '8788',
    WLOS_ORIGIN: origin,
    WLOS_DATA_DIR: 'data/dev',
  }),
  start('client', ['node_modules/vite/bin/vite.js', '--clearScreen', 'false'], {}),
]

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => endAll(0))

function start(name: string, args: string[], environment: Record<string, string>): ChildProcess {
  const child = spawn(process.execPath, args, { stdio: 'inherit', env: { ...process.env, ...environment } })
  child.once('exit', code => {
    console.log(`${name} ended`)
    endAll(code ?? 0)
  })
  return child
}

function endAll(code: number): void {
  process.exitCode = code
  for (const child of processes) if (child.exitCode === null) child.kill('SIGTERM')
}
