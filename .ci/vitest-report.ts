import * as z from 'zod/mini'

export type Count = { passed: number; failed: number }

/** The part of Vitest's JSON report that counts. */
const Report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) })),
})

export function countReport(text: string): Count {
  const { numPassedTests, numFailedTests, testResults } = z.parse(Report, JSON.parse(text))
  // A file that does not load, or whose hooks fail, has no failed test of its own.
  const brokenFiles = testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some(result => result.status === 'failed'),
  )
  return { passed: numPassedTests, failed: numFailedTests + brokenFiles.length }
}
