import { daysBetween } from '#shared/domain/day.ts'

/** How dates are said: near ones relative, further ones as day and month, the year only where it is another one. */
const locale = 'en-GB'
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })
const dayAndMonth = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' })
const withYear = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })
const inFull = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone: 'UTC' })
const clock = new Intl.DateTimeFormat(locale, { timeStyle: 'short' })
const fullInstant = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'medium' })

const aheadInWords = 13
const agoInWords = 29

export function dayWords(day: string, today: string): string {
  const ahead = daysBetween(today, day)
  if (ahead <= aheadInWords && ahead >= -agoInWords) return relative.format(ahead, 'day')
  const date = dayToDate(day)
  return date.getUTCFullYear() === dayToDate(today).getUTCFullYear() ? dayAndMonth.format(date) : withYear.format(date)
}

/** The exact date, for tooltips and headings. */
export function fullDayWords(day: string): string {
  return inFull.format(dayToDate(day))
}

/** Neither relative nor long: for what a date was and became. */
export function plainDayWords(day: string): string {
  return withYear.format(dayToDate(day))
}

/** For columns of points in time: the clock today, else the day, with the clock. */
export function instantWords(day: string, today: string, at: number): string {
  const time = clock.format(at)
  return day === today ? time : `${dayWords(day, today)}, ${time}`
}

export function fullInstantWords(at: number): string {
  return fullInstant.format(at)
}

/** `5 days`, `3 weeks`, `4 months`: how long something lasted, as a person rounds it. */
export function durationWords(days: number): string {
  if (days < 1) return 'less than a day'
  if (days < 14) return plural(days, 'day')
  if (days < 60) return plural(Math.round(days / 7), 'week')
  if (days < 730) return plural(Math.round(days / 30.44), 'month')
  return plural(Math.round(days / 365.25), 'year')
}

export function clockInZone(zone: string, at: number): string {
  return new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone: zone }).format(at)
}

/** `Sat 21:04`: somebody else's clock, with the weekday since it may be another one. */
export function weekdayClockInZone(zone: string, at: number): string {
  return new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: zone,
  }).format(at)
}

function plural(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}

function dayToDate(day: string): Date {
  return new Date(`${day}T00:00:00Z`)
}
