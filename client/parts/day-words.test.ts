import { expect, test } from 'vitest'
import { clockInZone, dayWords, durationWords, fullDayWords, weekdayClockInZone } from './day-words.ts'

const today = '2026-11-21'

test.each([
  ['2026-11-21', 'today'],
  ['2026-11-22', 'tomorrow'],
  ['2026-11-20', 'yesterday'],
  ['2026-11-24', 'in 3 days'],
  ['2026-11-01', '20 days ago'],
  ['2026-12-12', '12 Dec'],
  ['2026-09-01', '1 Sept'],
  ['2027-03-12', '12 Mar 2027'],
])('%s is said as "%s"', (day, words) => {
  expect(dayWords(day, today)).toBe(words)
})

test('the exact date is said in full', () => {
  expect(fullDayWords('2027-03-12')).toMatch(/^Friday,? 12 March 2027$/)
})

test.each([
  [0, 'less than a day'],
  [1, '1 day'],
  [13, '13 days'],
  [21, '3 weeks'],
  [92, '3 months'],
  [800, '2 years'],
])('%i days last %s', (days, words) => {
  expect(durationWords(days)).toBe(words)
})

test("somebody else's clock may show another day", () => {
  const at = Date.UTC(2026, 10, 21, 22, 30)
  expect(clockInZone('Asia/Manila', at)).toBe('06:30')
  expect(weekdayClockInZone('Asia/Manila', at)).toBe('Sun 06:30')
})
