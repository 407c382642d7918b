import { describe, expect, test } from 'vitest'
import { addDays, dayStartInZone } from './day.ts'
import { defaultHealthThresholds, healthOf, healthThresholds } from './health.ts'
import { stages, type Stage } from './stage.ts'

const today = '2026-11-21'

function creator(stage: Stage, idleDays: number, nextFollowUpDate: string | null = null) {
  const updatedAt = dayStartInZone(addDays(today, -idleDays), 'UTC') + 12 * 3_600_000
  return { journeyStatus: stage, updatedAt, nextFollowUpDate }
}

function score(stage: Stage, idleDays: number, nextFollowUpDate: string | null = null) {
  return healthOf(creator(stage, idleDays, nextFollowUpDate), today, 'UTC', defaultHealthThresholds).score
}

test.each(stages)('[H1] %s is RED from 30 idle days on', stage => {
  expect(score(stage, 30)).toBe('RED')
  expect(score(stage, 400)).toBe('RED')
})

test.each(['LAUNCH', 'LIVE', 'CLOSED'] as const)('[H6] %s is GREEN up to 29 idle days', stage => {
  expect(score(stage, 29)).toBe('GREEN')
  expect(score(stage, 14)).toBe('GREEN')
  expect(score(stage, 0)).toBe('GREEN')
})

test.each(['ONBOARDING', 'BRAND_BUILDING'] as const)('[H2] [H5] %s turns YELLOW at 7 and RED at 14', stage => {
  expect([6, 7, 13, 14].map(days => score(stage, days))).toEqual(['GREEN', 'YELLOW', 'YELLOW', 'RED'])
})

test('[H4] PAUSED turns YELLOW at 7 and RED only at 30', () => {
  expect([6, 7, 14, 29, 30].map(days => score('PAUSED', days))).toEqual(['GREEN', 'YELLOW', 'YELLOW', 'YELLOW', 'RED'])
})

test('[H3] a follow-up is overdue on the day after it, not on the day itself', () => {
  expect(score('LIVE', 0, '2026-11-20')).toBe('YELLOW')
  expect(score('LIVE', 0, today)).toBe('GREEN')
  expect(score('LIVE', 0, '2026-11-22')).toBe('GREEN')
})

test('[H2] red idleness outweighs an overdue follow-up, which stands second', () => {
  expect(healthOf(creator('ONBOARDING', 16, '2026-11-18'), today, 'UTC', defaultHealthThresholds)).toEqual({
    score: 'RED',
    reasons: [
      { code: 'idle-in-stage', days: 16, stage: 'ONBOARDING' },
      { code: 'follow-up-overdue', days: 3, stage: 'ONBOARDING' },
    ],
  })
})

test('[H3] an overdue follow-up comes before yellow idleness', () => {
  expect(healthOf(creator('PAUSED', 8, '2026-11-20'), today, 'UTC', defaultHealthThresholds)).toEqual({
    score: 'YELLOW',
    reasons: [
      { code: 'follow-up-overdue', days: 1, stage: 'PAUSED' },
      { code: 'idle-in-stage', days: 8, stage: 'PAUSED' },
    ],
  })
})

test('[H1] says how long nothing happened', () => {
  expect(healthOf(creator('LIVE', 45), today, 'UTC', defaultHealthThresholds).reasons).toEqual([
    { code: 'idle', days: 45, stage: 'LIVE' },
  ])
})

test('[H6] a record without a time, or from a clock that runs ahead, is not idle', () => {
  expect(healthOf({ ...creator('LIVE', 0), updatedAt: null }, today, 'UTC', defaultHealthThresholds).score).toBe(
    'GREEN',
  )
  expect(score('ONBOARDING', -40)).toBe('GREEN')
})

describe('idle days in the workspace zone', () => {
  test.each([
    // One minute on either side of midnight in Manila, 16:00 UTC.
    ['Asia/Manila', '2026-11-14T15:59:00Z', 'YELLOW'],
    ['Asia/Manila', '2026-11-14T16:00:00Z', 'GREEN'],
    ['UTC', '2026-11-14T15:59:00Z', 'YELLOW'],
    ['UTC', '2026-11-15T00:00:00Z', 'GREEN'],
    // New York: 14 November ends at 05:00 UTC.
    ['America/New_York', '2026-11-15T04:59:59Z', 'YELLOW'],
    ['America/New_York', '2026-11-15T05:00:00Z', 'GREEN'],
  ])('[H5] %s, last touched at %s: %s', (zone, at, expected) => {
    const row = { journeyStatus: 'ONBOARDING', updatedAt: Date.parse(at), nextFollowUpDate: null } as const
    expect(healthOf(row, today, zone, defaultHealthThresholds).score).toBe(expected)
  })

  test('[H5] a week across the end of summer time is seven days, though it has an hour more', () => {
    const row = { journeyStatus: 'ONBOARDING', nextFollowUpDate: null } as const
    const at = (instant: string) => ({ ...row, updatedAt: Date.parse(instant) })
    // Berlin: 21 October begins at 22:00 UTC of the 20th, in summer time.
    expect(healthOf(at('2026-10-20T21:59:59Z'), '2026-10-27', 'Europe/Berlin', defaultHealthThresholds).score).toBe(
      'YELLOW',
    )
    expect(healthOf(at('2026-10-20T22:00:00Z'), '2026-10-27', 'Europe/Berlin', defaultHealthThresholds).score).toBe(
      'GREEN',
    )
  })
})

test('[H1] thresholds come from the settings, their defaults from the table', () => {
  const thresholds = healthThresholds({ redIdleDays: 5 })
  expect(thresholds).toEqual({ ...defaultHealthThresholds, redIdleDays: 5 })
  expect(healthThresholds(undefined)).toEqual(defaultHealthThresholds)
  expect(healthOf(creator('LIVE', 5), today, 'UTC', thresholds).score).toBe('RED')
})

test('[H1] the health of 10,000 creators is a matter of milliseconds', () => {
  const rows = Array.from({ length: 10_000 }, (_, i) => ({
    journeyStatus: stages[i % stages.length] ?? 'LIVE',
    updatedAt: dayStartInZone(today, 'Asia/Manila') - i * 3_100_000,
    nextFollowUpDate: i % 3 === 0 ? addDays(today, (i % 60) - 30) : null,
  }))
  const run = () => {
    const begin = performance.now()
    for (const row of rows) healthOf(row, today, 'Asia/Manila', defaultHealthThresholds)
    return performance.now() - begin
  }
  // The bench holds it to 10 ms; here a busy machine must not fail it, and a slip to an Intl call a row must.
  expect(Math.min(run(), run(), run())).toBeLessThan(25)
})
