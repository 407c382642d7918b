import { creator } from '#shared/domain/creator.ts'
import type { CreatorField } from '#shared/domain/row.ts'
import { parseFieldValue } from '#shared/domain/parse-field-value.ts'
import { isNoDate, looksLikeDate, readDate } from './read-date.ts'

/** This much of a column has to look alike. */
const share = 0.8

/** [I9] What a column without a telling name holds, if it is plain to see and the field is still free. */
export function fieldByContent(
  values: readonly string[],
  taken: ReadonlySet<string>,
  /** Null for a column with a name of its own: a date called something else is something else. */
  today: string | null,
): string | null {
  if (values.length === 0) return null
  for (const [field, fits] of tests) {
    if (!taken.has(field) && mostly(values, fits)) return field
  }
  return today === null ? null : fieldOfDates(values, today, taken)
}

const tests: readonly (readonly [CreatorField, (value: string) => boolean])[] = [
  ['creatorEmail', value => parseFieldValue(creator.fields.creatorEmail, value).ok],
  ['journeyStatus', value => parseFieldValue(creator.fields.journeyStatus, value).ok],
  ['youtubeChannel', value => isOn(value, 'youtube.com') || isOn(value, 'youtu.be')],
  ['linkedinProfile', value => isOn(value, 'linkedin.com')],
  ['instagramHandle', value => isOn(value, 'instagram.com')],
  ['tiktokHandle', value => isOn(value, 'tiktok.com')],
  ['twitterHandle', value => isOn(value, 'x.com') || isOn(value, 'twitter.com')],
  ['creatorTimezone', value => value.includes('/') && parseFieldValue(creator.fields.creatorTimezone, value).ok],
  ['brandWebsite', value => /^https?:\/\//i.test(value)],
]

/** Contacts lie behind us, follow-ups mostly ahead. A column of both says nothing. */
function fieldOfDates(values: readonly string[], today: string, taken: ReadonlySet<string>): string | null {
  const dates = values.filter(value => !isNoDate(value))
  if (dates.length === 0 || !mostly(dates, looksLikeDate)) return null
  const days = dates.map(value => readDate(value, 'day-first') ?? readDate(value, 'month-first') ?? '')
  if (!taken.has('lastContactedDate') && days.every(day => day <= today)) return 'lastContactedDate'
  return !taken.has('nextFollowUpDate') && days.every(day => day >= today) ? 'nextFollowUpDate' : null
}

function mostly(values: readonly string[], fits: (value: string) => boolean): boolean {
  return values.filter(fits).length >= values.length * share
}

function isOn(value: string, host: string): boolean {
  const text = /^https?:\/\//i.test(value) ? value : `https://${value}`
  if (!URL.canParse(text)) return false
  const { hostname, pathname } = new URL(text)
  return (hostname === host || hostname.endsWith(`.${host}`)) && pathname !== '/'
}
