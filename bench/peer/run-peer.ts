import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from '#e2e/support/free-port.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

/**
 * automerge-repo with its own sync server, on the same documents: a server, an author who makes and publishes them, and a
 * fresh client in a process of its own. Answers the milliseconds from the fresh client's connecting to all documents stored.
 */
export async function runPeer(count: number): Promise<number> {
  const port = String(await freePort())
  const folder = await mkdtemp(join(tmpdir(), 'wavelaunch-bench-peer-'))
  const server = startPart('peer-server.ts', [port, join(folder, 'server'), String(count)])
  try {
    await server.line('listening')
    const author = startPart('peer-author.ts', [port, String(count)])
    const urls = await author.line('made')
    await server.line('holds')
    await author.end()
    const fresh = startPart('peer-fresh.ts', [port, join(folder, 'fresh')])
    fresh.write(urls)
    const ms = Number(await fresh.line('ready'))
    await fresh.end()
    return ms
  } finally {
    await server.end()
    await rm(folder, { recursive: true, force: true })
  }
}

type Part = {
  /** Waits for `word …` on a line of its own and answers what follows. */
  readonly line: (word: string) => Promise<string>
  readonly write: (line: string) => void
  readonly end: () => Promise<void>
}

function startPart(file: string, parameters: readonly string[]): Part {
  const script = fileURLToPath(new URL(file, import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...parameters], {
    cwd: root,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  let output = ''
  child.stdout.setEncoding('utf8')
  child.stdout.on('data', (text: string) => {
    output += text
  })
  return {
    line: async word => {
      for (;;) {
        const found = output
          .split('\n')
          .slice(0, -1)
          .find(line => line.startsWith(`${word} `))
        if (found !== undefined) return found.slice(word.length + 1)
        if (child.exitCode !== null) throw new Error(`${file} ended with ${child.exitCode}`)
        await Promise.race([once(child.stdout, 'data'), exited])
      }
    },
    write: line => child.stdin.write(`${line}\n`),
    end: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGKILL')
      await exited
    },
  }
}
