export type Step = {
  name: string
  /** Run with the present Node. */
  command: string[]
  /** Test steps count their test cases, from Vitest's JSON report at this path; others count as one. */
  report?: string
  /** What must have passed, or this one is failed without being run. */
  needs?: string[]
  /** Static steps run side by side, then the others one after another. */
  phase: 'static' | 'serial'
}

const bin = (path: string) => `node_modules/${path}`
const vitest = (report: string, projects: string[]) => [
  bin('vitest/vitest.mjs'),
  'run',
  '--reporter=dot',
  '--reporter=json',
  `--outputFile.json=${report}`,
  ...projects.flatMap(project => ['--project', project]),
]

const unitReport = 'node_modules/.cache/vitest-unit.json'
const e2eReport = 'node_modules/.cache/vitest-e2e.json'

export const steps: Step[] = [
  { name: 'types', phase: 'static', command: [bin('@typescript/native/bin/tsc'), '-b'] },
  { name: 'lint', phase: 'static', command: [bin('oxlint/bin/oxlint')] },
  { name: 'boundaries', phase: 'static', command: ['--import', 'tsx', '.ci/boundaries.ts'] },
  { name: 'format', phase: 'static', command: [bin('oxfmt/bin/oxfmt'), '--check'] },
  { name: 'knip', phase: 'static', command: [bin('knip/bin/knip.js')] },
  { name: 'build client', phase: 'serial', command: [bin('vite/bin/vite.js'), 'build'] },
  {
    // After the client's, whose files it compresses.
    name: 'build relay',
    phase: 'serial',
    command: [bin('vite/bin/vite.js'), 'build', '--config', 'vite.server.config.ts'],
  },
  { name: 'size', phase: 'serial', needs: ['build client'], command: [bin('size-limit/bin.js')] },
  {
    name: 'unit',
    phase: 'serial',
    report: unitReport,
    command: vitest(unitReport, ['shared', 'sync-server', 'client', 'guards']),
  },
  {
    name: 'e2e',
    phase: 'serial',
    needs: ['build client', 'build relay'],
    report: e2eReport,
    command: vitest(e2eReport, ['e2e']),
  },
]
