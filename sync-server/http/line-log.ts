import type { Log } from '../relay.ts'

/** JSON lines, written together once the present work is done: a line costs no system call of its own. */
export function createLineLog(write: (text: string) => void): Log & { flush(): void } {
  let waiting: string[] = []
  const flush = () => {
    if (waiting.length === 0) return
    const text = waiting.join('')
    waiting = []
    write(text)
  }
  return {
    write(line) {
      if (waiting.length === 0) setImmediate(flush)
      waiting.push(`${JSON.stringify(line)}\n`)
    },
    flush,
  }
}
