import { useState } from 'react'
import type { FieldValue } from '#shared/domain/row.ts'
import type { AuditEvent } from '#client/core/api.ts'
import { words } from '#client/words/en.ts'
import { declarationOf, fieldLabel, valueWords } from './value-words.ts'

const longText = 120
/** They move with every change and say nothing by themselves. */
const quiet: ReadonlySet<string> = new Set([
  'updatedAt',
  'lastUpdatedBy',
  'createdAt',
  'createdBy',
  'lastStatusChange',
  'stageHistory',
])

export function shownChanges(
  changes: AuditEvent['changes'],
): readonly (readonly [string, AuditEvent['changes'][string]])[] {
  return Object.entries(changes).filter(
    ([field, { from, to }]) => !quiet.has(field) && (valueWords(field, from) !== '' || valueWords(field, to) !== ''),
  )
}

/** What an event changed, field by field: before → after. */
export function ChangeList({ changes }: { readonly changes: AuditEvent['changes'] }) {
  const shown = shownChanges(changes)
  if (shown.length === 0) return null
  return (
    <dl className="flex flex-col gap-1 text-sm">
      {shown.map(([field, { from, to }]) => (
        <div key={field} className="flex flex-col gap-x-3 sm:flex-row">
          <dt className="shrink-0 text-muted sm:w-36">{fieldLabel(field)}</dt>
          <dd className="flex min-w-0 flex-wrap items-baseline gap-x-2">
            {declarationOf(field)?.type === 'image' ? (
              <span className="text-muted">{pictureWords(from, to)}</span>
            ) : (
              <>
                <Before text={valueWords(field, from)} />
                <After text={valueWords(field, to)} />
              </>
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** Of a picture the trail keeps which one it was, which says nothing to a reader. */
function pictureWords(from: FieldValue, to: FieldValue): string {
  if (to === null) return words.records.pictureChange.removed
  return from === null ? words.records.pictureChange.added : words.records.pictureChange.changed
}

function Before({ text }: { readonly text: string }) {
  if (text === '') return null
  return (
    <>
      <del className="min-w-0 text-faint decoration-line-strong" dir="auto">
        <Long text={text} />
      </del>
      <span aria-hidden className="text-faint">
        →
      </span>
    </>
  )
}

function After({ text }: { readonly text: string }) {
  if (text === '') return <span className="text-faint">{words.records.nothing}</span>
  return (
    <ins className="min-w-0 no-underline" dir="auto">
      <Long text={text} />
    </ins>
  )
}

function Long({ text }: { readonly text: string }) {
  const [open, setOpen] = useState(false)
  if (text.length <= longText) return text
  return (
    <>
      <span className="whitespace-pre-wrap">{open ? text : `${text.slice(0, longText).trimEnd()}…`}</span>{' '}
      <button
        type="button"
        className="text-xs font-medium text-accent-text hover:underline coarse:min-h-11"
        onClick={() => setOpen(!open)}
      >
        {open ? words.records.lessText : words.records.moreText}
      </button>
    </>
  )
}
