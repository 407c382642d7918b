import type { FieldProblem } from '#client/core/api.ts'

const number = new Intl.NumberFormat('en')

/** Beside the field: what is wrong with the value and what would fit. */
export function problemWords({ code, limit }: Pick<FieldProblem, 'code' | 'limit'>): string {
  const most = limit === undefined ? '' : number.format(limit)
  switch (code) {
    case 'required':
      return 'Fill this in.'
    case 'too-long':
      return limit === undefined ? 'This is too long.' : `At most ${most} characters.`
    case 'too-many':
      return limit === undefined ? 'These are too many.' : `At most ${most} of them.`
    case 'bad-email':
      return 'Write an email address such as name@example.com.'
    case 'bad-url':
      return 'Write a web address such as https://example.com.'
    case 'bad-url-scheme':
      return 'Only http and https addresses are taken.'
    case 'bad-handle':
      return 'Write a handle such as @name, or the address of the profile.'
    case 'bad-date':
      return 'Write a date that exists.'
    case 'bad-number':
      return 'Write a number.'
    case 'out-of-range':
      return limit === undefined ? 'This is out of range.' : `This is out of range: the limit is ${most}.`
    case 'bad-choice':
      return 'Choose one from the list.'
    case 'bad-timezone':
      return 'Choose a time zone from the list, such as Asia/Manila.'
    case 'bad-boolean':
      return 'Choose yes or no.'
    case 'unknown-field':
      return 'This field is not known here. Update the app and try again.'
  }
}
