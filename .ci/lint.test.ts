import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { plantProject, type PlantedProject } from './planted-project.ts'

const oxlint = fileURLToPath(new URL('../node_modules/oxlint/bin/oxlint', import.meta.url))

/** Later overrides of the linter replace earlier ones silently, so each folder's rules are tried on a planted file. */
const planted: [path: string, source: string, rule: string][] = [
  ['shared/clock.ts', 'export const now = () => Date.now()', 'no-restricted-properties'],
  ['shared/random.ts', 'export const random = () => Math.random()', 'no-restricted-properties'],
  ['shared/network.ts', "export const load = () => fetch('/')", 'no-restricted-globals'],
  ['shared/timer.ts', 'export const wait = (f: () => void) => setTimeout(f, 1)', 'no-restricted-globals'],
  [
    'shared/web-crypto.ts',
    'export const bytes = () => crypto.getRandomValues(new Uint8Array(1))',
    'no-restricted-globals',
  ],
  ['shared/full-zod.ts', "import * as z from 'zod'\nexport const S = z.string()", 'no-restricted-imports'],
  ['shared/files.ts', "import { readFileSync } from 'node:fs'\nexport const r = readFileSync", 'no-restricted-imports'],
  ['shared/upwards.ts', "import { x } from '#client/core/x.ts'\nexport const y = x", 'no-restricted-imports'],
  ['shared/any.ts', 'export const f = (x: any) => x', 'no-explicit-any'],
  ['shared/non-null.ts', 'export const f = (x?: string) => x!.length', 'no-non-null-assertion'],
  ['shared/assertion.ts', 'export const f = (x: unknown) => x as string', 'no-unsafe-type-assertion'],
  [
    'shared/floating.ts',
    'export function f(p: Promise<void>): void {\n  p.then(() => undefined)\n}',
    'no-floating-promises',
  ],
  [
    'shared/switch.ts',
    "export function f(x: 'a' | 'b'): number | undefined {\n  switch (x) {\n    case 'a':\n      return 1\n  }\n  return undefined\n}",
    'switch-exhaustiveness-check',
  ],
  ['shared/thrown.ts', "export function f(): void {\n  throw 'text'\n}", 'only-throw-error'],
  ['shared/default.ts', 'export default 1', 'no-default-export'],
  ['shared/CamelCase.ts', 'export const x = 1', 'filename-case'],
  ['shared/console.ts', "export const f = () => console.log('x')", 'no-console'],
  ['shared/loose.ts', 'export const f = (x: string, y: string) => x == y', 'eqeqeq'],
  ['shared/long.ts', `${'export {}\n'.repeat(401)}`, 'max-lines'],
  ['shared/long-function.ts', `export function f(): void {\n${'  f()\n'.repeat(80)}}\n`, 'max-lines-per-function'],
  [
    'shared/type-import.ts',
    "import { Foo } from './foo.ts'\nexport const f = (x: Foo) => x",
    'consistent-type-imports',
  ],
  ['client/core/dom.ts', 'export const f = () => document.title', 'no-restricted-globals'],
  ['client/core/clock.ts', 'export const f = () => Date.now()', 'no-restricted-properties'],
  ['client/core/timer.ts', 'export const f = (g: () => void) => setTimeout(g, 1)', 'no-restricted-globals'],
  ['client/core/react.ts', "import { useState } from 'react'\nexport const f = useState", 'no-restricted-imports'],
  [
    'client/core/full-automerge.ts',
    "import { init } from '@automerge/automerge'\nexport const f = init",
    'no-restricted-imports',
  ],
  ['client/core/full-zod.ts', "import * as z from 'zod'\nexport const S = z.string()", 'no-restricted-imports'],
  ['client/features/x/storage.ts', "export const f = () => localStorage.getItem('x')", 'no-restricted-globals'],
  ['client/features/x/network.ts', "export const f = () => fetch('/')", 'no-restricted-globals'],
  ['client/features/x/uuid.ts', 'export const f = () => crypto.randomUUID()', 'no-restricted-properties'],
  ['client/features/x/full-zod.ts', "import * as z from 'zod'\nexport const S = z.string()", 'no-restricted-imports'],
  ['client/ui/unlabelled.tsx', 'export const Logo = () => <img src="/x.png" />', 'alt-text'],
  [
    'client/ui/danger.tsx',
    'export const D = (p: { h: string }) => <p dangerouslySetInnerHTML={{ __html: p.h }} />',
    'no-danger',
  ],
  [
    'client/ui/hooks.tsx',
    "import { useState } from 'react'\nexport function F(p: { a: boolean }) {\n  if (p.a) useState(1)\n  return <p />\n}",
    'rules-of-hooks',
  ],
  ['sync-server/clock.ts', 'export const f = () => Date.now()', 'no-restricted-properties'],
  ['sync-server/environment.ts', "export const f = () => process.env['PORT']", 'no-restricted-properties'],
  ['sync-server/timer.ts', 'export const f = (g: () => void) => setTimeout(g, 1)', 'no-restricted-globals'],
  ['sync-server/console.ts', "export const f = () => console.log('x')", 'no-console'],
  ['shared/skipped.test.ts', "import { test } from 'vitest'\ntest.skip('x', () => {})", 'no-disabled-tests'],
  ['shared/focused.test.ts', "import { test } from 'vitest'\ntest.only('x', () => {})", 'no-focused-tests'],
  ['shared/zod.test.ts', "import * as z from 'zod'\nexport const S = z.string()", 'no-restricted-imports'],
]

const allowed: [path: string, source: string][] = [
  ['shared/foo.ts', 'export type Foo = { readonly a: string }'],
  ['client/core/testing/files.ts', "import { readFileSync } from 'node:fs'\nexport const r = readFileSync"],
  ['shared/clock.test.ts', 'export const now = () => Date.now()'],
  ['client/platform/clock.ts', "export const f = () => [Date.now(), crypto.randomUUID(), localStorage.getItem('x')]"],
  ['sync-server/main.ts', "console.log(Date.now(), process.env['PORT'])"],
]

const Report = z.object({ diagnostics: z.array(z.object({ code: z.optional(z.string()), filename: z.string() })) })

let project: PlantedProject
let rulesByFile: Map<string, string[]>

beforeAll(async () => {
  const sources = [...planted.map(([path, source]) => [path, source]), ...allowed]
  project = await plantProject(Object.fromEntries(sources))
  const { output } = await project.run(oxlint, '--format=json')
  const report = z.parse(Report, JSON.parse(output))
  rulesByFile = new Map()
  for (const { filename, code } of report.diagnostics) {
    rulesByFile.set(filename, [...(rulesByFile.get(filename) ?? []), code ?? ''])
  }
}, 60_000)

afterAll(() => project.remove())

describe('the linter', () => {
  test.each(planted)('refuses %s', (path, _source, rule) => {
    expect(rulesByFile.get(path)?.join(' ') ?? '').toContain(`(${rule})`)
  })

  test.each(allowed)('accepts %s', path => {
    expect(rulesByFile.get(path) ?? []).toEqual([])
  })
})
