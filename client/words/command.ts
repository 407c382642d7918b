import type { ImageFailure } from '#client/core/api.ts'
import { plural } from './plural.ts'
import { problemWords } from './problems.ts'

/** What a command did, and why one did not. */
export const command = {
  undo: 'Undo',
  redo: 'Redo',
  undone: (label: string) => `Undone: ${label}`,
  redone: (label: string) => `Done again: ${label}`,
  failed: failureWords,
} as const

function failureWords(failure: ImageFailure): string {
  switch (failure.kind) {
    case 'invalid': {
      const first = failure.problems[0]
      return first === undefined ? 'Not saved: a value does not fit.' : `Not saved. ${problemWords(first)}`
    }
    case 'duplicate':
      return 'Not saved: another creator has this email already.'
    case 'missing':
      return `Not saved: ${plural(failure.ids.length, 'record')} no longer there. Another device may have removed it.`
    case 'nothing-to-do':
      return 'Nothing to change.'
    case 'too-large':
      return 'Not saved: this picture stays too large even when it is made small. Choose another one.'
    case 'storage-full':
      return 'Not saved: this device has no room left. What was saved before is safe. Free some space and try again.'
    case 'locked':
      return 'Not saved: the studio is locked. Unlock it and try again.'
    case 'cancelled':
      return 'Cancelled. Nothing was changed.'
  }
}
