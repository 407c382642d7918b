import { afterAll, afterEach } from 'vitest'

/**
 * A stray `console.error` or `console.warn` fails the test that was running. A test that expects one replaces the
 * method with `vi.spyOn(console, 'error').mockImplementation(…)`.
 */
const stray: string[] = []

for (const method of ['error', 'warn'] as const) {
  console[method] = (...parts: unknown[]) => {
    stray.push(`console.${method}: ${parts.map(describe).join(' ')}`)
  }
}

function describe(part: unknown): string {
  if (part instanceof Error) return part.stack ?? part.message
  return typeof part === 'string' ? part : JSON.stringify(part)
}

function failOnStray(): void {
  if (stray.length === 0) return
  throw new Error(stray.splice(0).join('\n'))
}

afterEach(failOnStray)
afterAll(failOnStray)
