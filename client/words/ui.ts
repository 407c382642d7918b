import { plural } from './plural.ts'

/** What the components say by themselves. */
export const ui = {
  close: 'Close',
  clear: 'Clear',
  required: 'required',
  noMatches: 'Nothing matches',
  remove: (what: string) => `Remove ${what}`,
  suggestions: (count: number) => `${plural(count, 'suggestion')}, arrow keys to choose`,
  notifications: 'Notifications',
} as const
