/**
 * Calendar days as `YYYY-MM-DD`, which sort as text. A day number counts days since 1970-01-01. Nothing here knows the
 * present: instants and zones are given. Rules [D20…] in SPEC.md.
 */
const dayMs = 86_400_000
const quarterMs = 900_000
const pattern = /^(\d{4})-(\d{2})-(\d{2})$/

/** [D19] A day that exists: no 30 February, no month 13. */
export function isDay(text: string): boolean {
  return pattern.test(text) && dayNumberToDay(dayNumber(text)) === text
}

/** NaN where the text is no day. */
export function dayNumber(day: string): number {
  const parts = pattern.exec(day)
  if (parts === null) return Number.NaN
  return utcDays(Number(parts[1]), Number(parts[2]), Number(parts[3]))
}

export function dayNumberToDay(number: number): string {
  const date = new Date(number * dayMs)
  return isoDay(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate())
}

export function isoDay(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/** From the first to the second: positive where the second is later. */
export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from)
}

export function addDays(day: string, count: number): string {
  return dayNumberToDay(dayNumber(day) + count)
}

/** [D20] The calendar day that a clock in the zone shows at this instant. */
export function dayInZone(instantMs: number, zone: string): string {
  return dayNumberToDay(dayNumberInZone(instantMs, zone))
}

/**
 * [D20] Without asking Intl for each instant: a zone's offset lies within 15 hours, so the local day is the UTC day or
 * one beside it, and the instants at which days begin are remembered by zone.
 */
export function dayNumberInZone(instantMs: number, zone: string): number {
  if (zone === 'UTC') return Math.floor(instantMs / dayMs)
  const clock = clockOf(zone)
  let number = Math.floor(instantMs / dayMs)
  while (instantMs < dayStart(clock, number)) number -= 1
  while (instantMs >= dayStart(clock, number + 1)) number += 1
  return number
}

/** [D20] The first instant at which the zone's clock shows this day or a later one (some days were skipped). */
export function dayStartInZone(day: string, zone: string): number {
  return zone === 'UTC' ? dayNumber(day) * dayMs : dayStart(clockOf(zone), dayNumber(day))
}

type ZoneClock = { readonly format: Intl.DateTimeFormat; readonly startByDay: Map<number, number> }

const clockByZone = new Map<string, ZoneClock>()

function clockOf(zone: string): ZoneClock {
  const known = clockByZone.get(zone)
  if (known !== undefined) return known
  const format = new Intl.DateTimeFormat('en-u-ca-iso8601-nu-latn', {
    timeZone: zone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
  })
  const clock = { format, startByDay: new Map<number, number>() }
  clockByZone.set(zone, clock)
  return clock
}

function dayStart(clock: ZoneClock, number: number): number {
  const known = clock.startByDay.get(number)
  if (known !== undefined) return known
  const start = findDayStart(clock, number)
  // Bounded: a century of days.
  if (clock.startByDay.size < 40_000) clock.startByDay.set(number, start)
  return start
}

function findDayStart(clock: ZoneClock, number: number): number {
  const midnightUtc = number * dayMs
  const guess = midnightUtc - (localMs(clock, midnightUtc) - midnightUtc)
  const isStart = localMs(clock, guess) === midnightUtc && localDay(clock, guess - quarterMs) < number
  return isStart ? guess : searchDayStart(clock, number)
}

/** Offsets change on quarters of an hour, so days begin on them. */
function searchDayStart(clock: ZoneClock, number: number): number {
  let before = (number * dayMs - 16 * 3_600_000) / quarterMs
  let after = (number * dayMs + 16 * 3_600_000) / quarterMs
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2)
    if (localDay(clock, middle * quarterMs) < number) before = middle
    else after = middle
  }
  return after * quarterMs
}

function localDay(clock: ZoneClock, instantMs: number): number {
  return Math.floor(localMs(clock, instantMs) / dayMs)
}

/** What the zone's clock shows, to the minute, as if it were UTC. */
function localMs(clock: ZoneClock, instantMs: number): number {
  const shown = { year: 0, month: 1, day: 1, hour: 0, minute: 0 }
  for (const part of clock.format.formatToParts(instantMs)) {
    if (part.type === 'year' || part.type === 'month' || part.type === 'day') shown[part.type] = Number(part.value)
    else if (part.type === 'hour' || part.type === 'minute') shown[part.type] = Number(part.value)
  }
  return utcDays(shown.year, shown.month, shown.day) * dayMs + (shown.hour * 60 + shown.minute) * 60_000
}

/** `Date.UTC` takes the years 0 to 99 for 1900 to 1999. */
function utcDays(year: number, month: number, day: number): number {
  return new Date(0).setUTCFullYear(year, month - 1, day) / dayMs
}
