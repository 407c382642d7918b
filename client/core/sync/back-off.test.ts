import fc from 'fast-check'
import { expect, test } from 'vitest'
import { backOffMs } from './back-off.ts'

test('[Y9] waits double, stay within a minute, and spread over the upper half', () => {
  expect(backOffMs(0, 0.5)).toBe(0)
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 50 }), fc.double({ min: 0, max: 0.999, noNaN: true }), (attempt, random) => {
      const ms = backOffMs(attempt, random)
      const ceiling = Math.min(60_000, 500 * 2 ** attempt)
      expect(ms).toBeGreaterThanOrEqual(ceiling / 2)
      expect(ms).toBeLessThanOrEqual(ceiling)
    }),
  )
})
