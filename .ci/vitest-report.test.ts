import { expect, test } from 'vitest'
import { countReport } from './vitest-report.ts'

const report = (testResults: { status: string; assertionResults: { status: string }[] }[]) =>
  JSON.stringify({ numPassedTests: 3, numFailedTests: 1, testResults })

test('a failed test counts once', () => {
  const files = [{ status: 'failed', assertionResults: [{ status: 'failed' }, { status: 'passed' }] }]
  expect(countReport(report(files))).toEqual({ passed: 3, failed: 1 })
})

test('a file that did not load counts as a failure', () => {
  const files = [{ status: 'failed', assertionResults: [] }]
  expect(countReport(report(files))).toEqual({ passed: 3, failed: 2 })
})
