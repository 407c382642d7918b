import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, dayInZone, dayNumber, dayNumberToDay, dayStartInZone, daysBetween, isDay } from './day.ts'

const zones = [
  'UTC',
  'Asia/Manila',
  'Europe/Berlin',
  'America/New_York',
  'America/Sao_Paulo',
  'Africa/Cairo',
  'Asia/Beirut',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'Pacific/Kiritimati',
  'Pacific/Niue',
  'Australia/Lord_Howe',
  'America/St_Johns',
  'America/Havana',
  'Pacific/Chatham',
  'Antarctica/Troll',
]

describe('calendar arithmetic', () => {
  test('[D19] crosses months, leap days and years', () => {
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29')
    expect(addDays('2026-02-28', 1)).toBe('2026-03-01')
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31')
    expect(daysBetween('2026-11-21', '2026-12-24')).toBe(33)
    expect(daysBetween('2026-11-21', '2026-11-20')).toBe(-1)
    expect(dayNumber('1970-01-01')).toBe(0)
  })

  test('[D19] a day that does not exist is none', () => {
    expect(['2026-02-30', '2026-1-1', '', '2026-11-21 '].map(isDay)).toEqual([false, false, false, false])
  })

  test('[D19] numbers and days are one to one', () => {
    fc.assert(
      fc.property(fc.integer({ min: -700_000, max: 2_900_000 }), number => {
        expect(dayNumber(dayNumberToDay(number))).toBe(number)
      }),
    )
  })
})

describe('days in zones', () => {
  test.each([
    ['UTC', '2026-11-21T23:59:59.999Z', '2026-11-21'],
    ['Asia/Manila', '2026-11-20T15:59:59.999Z', '2026-11-20'],
    ['Asia/Manila', '2026-11-20T16:00:00.000Z', '2026-11-21'],
    // Summer time ends: the day has 25 hours.
    ['Europe/Berlin', '2026-10-24T22:00:00.000Z', '2026-10-25'],
    ['Europe/Berlin', '2026-10-25T22:59:59.999Z', '2026-10-25'],
    ['Europe/Berlin', '2026-10-25T23:00:00.000Z', '2026-10-26'],
    // Summer time begins: it has 23.
    ['America/New_York', '2026-03-08T04:59:59.999Z', '2026-03-07'],
    ['America/New_York', '2026-03-09T03:59:59.999Z', '2026-03-08'],
    ['America/New_York', '2026-03-09T04:00:00.000Z', '2026-03-09'],
    // Midnight itself is skipped: the day begins at 01:00.
    ['America/Sao_Paulo', '2018-11-04T02:59:59.999Z', '2018-11-03'],
    ['America/Sao_Paulo', '2018-11-04T03:00:00.000Z', '2018-11-04'],
    // A whole day is skipped.
    ['Pacific/Apia', '2011-12-30T09:59:59.999Z', '2011-12-29'],
    ['Pacific/Apia', '2011-12-30T10:00:00.000Z', '2011-12-31'],
    ['Pacific/Kiritimati', '2026-11-20T10:00:00.000Z', '2026-11-21'],
    ['Asia/Kathmandu', '2026-11-20T18:15:00.000Z', '2026-11-21'],
    ['Asia/Kathmandu', '2026-11-20T18:14:59.999Z', '2026-11-20'],
  ])('[D20] %s shows %s as %s', (zone, instant, day) => expect(dayInZone(Date.parse(instant), zone)).toBe(day))

  test('[D20] says what Intl says, for any instant since 1990', () => {
    const first = Date.UTC(1990, 0, 1)
    const last = Date.UTC(2040, 0, 1)
    const formats = new Map(zones.map(zone => [zone, new Intl.DateTimeFormat('sv-SE', { timeZone: zone })]))
    fc.assert(
      fc.property(fc.integer({ min: first, max: last }), fc.constantFrom(...zones), (instant, zone) => {
        expect(dayInZone(instant, zone)).toBe(formats.get(zone)?.format(instant))
      }),
      { numRuns: 1_000 },
    )
  })

  test('[D20] a day begins where the one before it ends', () => {
    for (const zone of zones) {
      const start = dayStartInZone('2026-11-21', zone)
      expect(dayInZone(start, zone)).toBe('2026-11-21')
      expect(dayInZone(start - 1, zone)).toBe('2026-11-20')
    }
  })
})
