import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Figure } from '../figure.ts'

/** What index.html names: the entry and what it imports at once. The same files that size-limit adds up. */
export function measureSize(clientDir: string): Figure {
  const html = readFileSync(join(clientDir, 'index.html'), 'utf8')
  const scripts = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(([, path]) => path ?? '')
  const bytes = scripts.reduce(
    (sum, path) => sum + gzipSync(readFileSync(join(clientDir, path)), { level: 9 }).length,
    0,
  )
  return { name: 'initial JavaScript, gzip', value: bytes / 1000, unit: 'kB', target: 250, better: 'lower' }
}
