import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { plantProject } from './planted-project.ts'
import { countReport } from './vitest-report.ts'

const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url))

const testOf = (body: string) => `import { expect, test, vi } from 'vitest'\ntest('x', () => {\n${body}\n})\n`

test('a stray console.error or console.warn fails its test, an expected one does not', async () => {
  const project = await plantProject({
    'shared/error.test.ts': testOf("console.error('stray')"),
    'client/warning.test.ts': testOf("console.warn('stray')"),
    'sync-server/expected.test.ts': testOf(
      "const spy = vi.spyOn(console, 'error').mockImplementation(() => undefined)\nconsole.error('x')\nexpect(spy).toHaveBeenCalledWith('x')",
    ),
  })
  const { output } = await project.run(vitest, 'run', '--silent', '--reporter=json')
  await project.remove()
  expect(countReport(output.slice(output.indexOf('{"num')))).toEqual({ passed: 1, failed: 2 })
})
