import { creator } from '#shared/domain/creator.ts'
import { fieldOf } from '#shared/domain/registry.ts'
import { words } from '#client/words/en.ts'
import type { RowPlan, SkipReason } from './plan-import.ts'
import type { RowProblem } from './row-values.ts'

const { why, reason: reasons } = words.importing
const shownLength = 60

/** What will happen to a row, and why. */
export function outcomeWords(row: RowPlan): string {
  switch (row.outcome) {
    case 'create':
      return why.create
    case 'update':
      return why.update(row.fields.map(fieldLabel), why.by[row.by])
    case 'skip':
      return skipWords(row.reason)
    case 'refuse':
      return row.problems.map(problem => refusalWords(problem)).join('; ')
  }
}

export function refusalWords(problem: RowProblem): string {
  const field = problem.field === null ? null : fieldLabel(problem.field)
  const said = why.problem(field, reasons[problem.code](problem.limit))
  return problem.value.trim() === '' ? said : said + why.value(shorten(problem.value))
}

export function fieldLabel(name: string): string {
  return fieldOf(creator, name)?.label ?? name
}

function skipWords(reason: SkipReason): string {
  switch (reason.kind) {
    case 'duplicate':
      return why.duplicate(reason.line)
    case 'unchanged':
      return why.unchanged(why.by[reason.by])
    case 'exists':
      return why.exists(why.by[reason.by])
    case 'no-match':
    case 'ambiguous':
      return why[reason.kind]
  }
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** By whole characters, so that no half of an emoji is shown. */
function shorten(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ')
  if (line.length <= shownLength) return line
  let end = 0
  for (const { index, segment } of graphemes.segment(line.slice(0, 2 * shownLength))) {
    if (index + segment.length > shownLength) break
    end = index + segment.length
  }
  return `${line.slice(0, end)}…`
}
