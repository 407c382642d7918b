import { expect, test } from 'vitest'
import { greetingOf } from './greeting.ts'

test.each([
  [3, 'evening'],
  [4, 'morning'],
  [11, 'morning'],
  [12, 'afternoon'],
  [18, 'evening'],
] as const)('at %i o’clock it is %s', (hour, greeting) => {
  expect(greetingOf(Date.UTC(2026, 10, 21, hour), 'UTC')).toBe(greeting)
})

test("the hour is that of the studio's zone", () => {
  expect(greetingOf(Date.UTC(2026, 10, 21, 22), 'Asia/Manila')).toBe('morning')
})
