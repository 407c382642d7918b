import { isDay, isoDay } from '#shared/domain/day.ts'

export type DateOrder = 'day-first' | 'month-first'

const nothing = new Set([
  '',
  '-',
  '–',
  '—',
  '--',
  'n/a',
  'na',
  '#n/a',
  'none',
  'nil',
  'null',
  'never',
  'tbd',
  'tbc',
  '?',
  '0',
])
const isoShape = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?$/
const shortShape = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{2}|\d{4})(?:,? .*)?$/
const dayMonthShape = /^(\d{1,2})(?:st|nd|rd|th)?[-/. ]+([a-z]{3,9})\.?,?[-/. ]+(\d{2}|\d{4})$/i
const monthDayShape = /^([a-z]{3,9})\.?[-/. ]+(\d{1,2})(?:st|nd|rd|th)?,?[-/. ]+(\d{2}|\d{4})$/i
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** [I8] What people write where there is no date. */
export function isNoDate(text: string): boolean {
  return nothing.has(text.trim().toLowerCase())
}

/** [I8] The day as `YYYY-MM-DD`, or null where this is none in that order. */
export function readDate(text: string, order: DateOrder): string | null {
  const parts = dateParts(text.trim(), order)
  if (parts === null) return null
  const year = parts.year < 100 ? 2_000 + parts.year : parts.year
  const day = isoDay(year, parts.month, parts.day)
  return isDay(day) ? day : null
}

/** [I8] Whether the two numbers in front could be either way round; null where the order does not matter here. */
export function orderHint(text: string): DateOrder | 'either' | null {
  const short = shortShape.exec(text.trim())
  if (short === null) return null
  const [first, second] = [Number(short[1]), Number(short[2])]
  if (first > 12 && second <= 12) return 'day-first'
  if (second > 12 && first <= 12) return 'month-first'
  return first <= 12 && second <= 12 ? 'either' : null
}

export function looksLikeDate(text: string): boolean {
  const trimmed = text.trim()
  return [isoShape, shortShape, dayMonthShape, monthDayShape].some(shape => shape.test(trimmed))
}

type DateParts = { readonly year: number; readonly month: number; readonly day: number }

function dateParts(text: string, order: DateOrder): DateParts | null {
  const iso = isoShape.exec(text)
  if (iso !== null) return { year: Number(iso[1]), month: Number(iso[2]), day: Number(iso[3]) }
  const short = shortShape.exec(text)
  if (short !== null) {
    const [first, second, year] = [Number(short[1]), Number(short[2]), Number(short[3])]
    return order === 'day-first' ? { year, month: second, day: first } : { year, month: first, day: second }
  }
  const dayMonth = dayMonthShape.exec(text)
  if (dayMonth !== null) return { year: Number(dayMonth[3]), month: monthOf(dayMonth[2]), day: Number(dayMonth[1]) }
  const monthDay = monthDayShape.exec(text)
  if (monthDay !== null) return { year: Number(monthDay[3]), month: monthOf(monthDay[1]), day: Number(monthDay[2]) }
  return null
}

/** 0, which is no month, for a word that is none. */
function monthOf(word: string | undefined): number {
  return months.indexOf((word ?? '').slice(0, 3).toLowerCase()) + 1
}
