import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { plantProject, type PlantedProject } from './planted-project.ts'

const boundaries = fileURLToPath(new URL('./boundaries.ts', import.meta.url))

const imports = (path: string) => `import { x } from '${path}'\nexport const y = x\n`

const planted: [path: string, source: string, rule: string][] = [
  ['shared/a.ts', imports('#client/core/x.ts'), 'shared-depends-on-nothing-of-ours'],
  ['shared/b.ts', imports('node:fs'), 'shared-does-no-io'],
  ['sync-server/a.ts', imports('#client/core/x.ts'), 'relay-imports-only-shared'],
  ['client/core/a.ts', imports('#server/x.ts'), 'client-knows-no-relay'],
  ['client/core/b.ts', imports('#client/features/one/x.ts'), 'core-has-no-interface'],
  ['client/core/c.ts', imports('react'), 'core-has-no-react'],
  ['client/platform/a.ts', imports('#client/app/x.ts'), 'platform-imports-no-screens'],
  ['client/ui/a.ts', imports('#shared/x.ts'), 'ui-knows-no-domain'],
  ['client/features/one/a.ts', imports('#client/features/two/x.ts'), 'features-are-islands'],
  ['client/features/one/b.ts', imports('#client/app/x.ts'), 'features-know-no-app'],
  ['client/features/one/c.ts', imports('#client/core/x.ts'), 'screens-know-only-the-typed-client'],
  ['client/app/a.ts', imports('#client/core/x.ts'), 'screens-know-only-the-typed-client'],
  ['client/store/a.ts', imports('#client/features/one/x.ts'), 'what-screens-share-is-below-them'],
  ['client/store/b.ts', imports('#client/core/x.ts'), 'screens-know-only-the-typed-client'],
  ['client/core/d.ts', imports('./x.test.ts'), 'production-imports-no-test'],
  ['sync-server/b.ts', imports('vitest'), 'production-imports-no-test'],
  ['client/core/e.ts', imports('./f.ts'), 'no-circles'],
  ['client/core/g.ts', imports('#shared/missing.ts'), 'resolves'],
]

const x = 'export const x = 1\n'
const allowed: Record<string, string> = {
  'shared/x.ts': x,
  'sync-server/x.ts': imports('#shared/x.ts'),
  'client/core/x.ts': imports('#shared/x.ts').replace('y', 'z') + x.replace('x', 'y'),
  'client/core/api.ts': x,
  'client/core/f.ts': imports('./e.ts'),
  'client/core/x.test.ts': x,
  'client/app/x.ts': imports('#client/features/one/x.ts'),
  'client/features/one/x.ts': imports('#client/core/api.ts'),
  'client/features/two/x.ts': imports('#client/ui/x.ts'),
  'client/ui/x.ts': x,
}

let project: PlantedProject
let output: string

beforeAll(async () => {
  const sources = planted.map(([path, source]) => [path, source])
  project = await plantProject({ ...allowed, ...Object.fromEntries(sources) })
  output = (await project.run('--import', 'tsx', boundaries, '1')).output
}, 60_000)

afterAll(() => project.remove())

describe('the boundaries', () => {
  test.each(planted)('refuse %s', (path, _source, rule) => {
    expect(output).toContain(`${rule}: ${path} → `)
  })

  test('refuse nothing else', () => {
    const files = new Set(planted.map(([path]) => path))
    const others = output.split('\n').filter(line => line.includes(' → ') && !files.has(line.split(' ')[1] ?? ''))
    expect(others).toEqual([])
  })

  test('fail where too few modules are seen', async () => {
    const { code, output: complaint } = await project.run('--import', 'tsx', boundaries, '1000')
    expect(code).toBe(1)
    expect(complaint).toContain('at least 1000 were expected')
  })
})
