import { creator } from '#shared/domain/creator.ts'
import { emailKey } from '#shared/domain/duplicates.ts'
import { parseTags } from '#shared/domain/parse/parse-list.ts'
import { formFields } from '#shared/domain/registry.ts'
import type { CreatorRow, CreatorValues } from '#shared/domain/row.ts'
import { valuesEqual } from '#shared/domain/values-equal.ts'
import { indexExisting, type MatchedBy } from './existing-index.ts'
import type { CsvRow } from './parse-csv.ts'
import { createRowReader, type ImportColumn, type RowProblem } from './row-values.ts'

export type ImportMode = 'create-and-update' | 'create-only' | 'update-only'

export type SkipReason =
  /** An earlier row of the file means the same creator. */
  | { readonly kind: 'duplicate'; readonly line: number }
  | { readonly kind: 'unchanged'; readonly by: MatchedBy }
  | { readonly kind: 'exists'; readonly by: MatchedBy }
  | { readonly kind: 'no-match' }
  /** Several creators match equally well. */
  | { readonly kind: 'ambiguous' }

type Told = {
  readonly line: number
  readonly cells: readonly string[]
  /** For the eye; empty where the row has none. */
  readonly brand: string
  readonly name: string
  readonly email: string
}
export type RowPlan = Told &
  (
    | { readonly outcome: 'create'; readonly values: CreatorValues }
    | {
        readonly outcome: 'update'
        readonly values: CreatorValues
        readonly id: string
        readonly by: MatchedBy
        readonly fields: readonly string[]
      }
    | { readonly outcome: 'skip'; readonly reason: SkipReason }
    | { readonly outcome: 'refuse'; readonly problems: readonly RowProblem[] }
  )
export type Outcome = RowPlan['outcome']

export type PlanInput = {
  readonly columns: readonly ImportColumn[]
  /** How many columns the header names. */
  readonly width: number
  readonly existing: readonly CreatorRow[]
  readonly mode: ImportMode
}

export type ImportPlanner = (row: CsvRow) => RowPlan

const requiredFields = formFields(creator).filter(
  ({ declaration }) => declaration.required === true && declaration.initial === undefined,
)

/** Rules [I1]–[I7]: row by row, in the order of the file. Writes nothing. */
export function createPlanner(input: PlanInput): ImportPlanner {
  const read = createRowReader(input.columns, input.width)
  const existing = indexExisting(input.existing)
  const lineByEmail = new Map<string, number>()
  const lineById = new Map<string, number>()

  return row => {
    const { values, problems } = read(row)
    const told = tell(row, values)
    if (problems.length > 0) return { ...told, outcome: 'refuse', problems }
    const match = existing.match(values)
    if (match === 'ambiguous') return skip(told, { kind: 'ambiguous' })
    const key = values.creatorEmail ? emailKey(values.creatorEmail) : null
    const earlier =
      (match === null ? undefined : lineById.get(match.row.id)) ?? (key === null ? undefined : lineByEmail.get(key))
    if (earlier !== undefined) return skip(told, { kind: 'duplicate', line: earlier })
    if (match === null) {
      if (input.mode === 'update-only') return skip(told, { kind: 'no-match' })
      const missing = missingFields(values)
      if (missing.length > 0) return { ...told, outcome: 'refuse', problems: missing }
      if (key !== null) lineByEmail.set(key, row.line)
      return { ...told, outcome: 'create', values }
    }
    lineById.set(match.row.id, row.line)
    if (input.mode === 'create-only') return skip(told, { kind: 'exists', by: match.by })
    const changes = changesTo(match.row, values)
    const fields = Object.keys(changes)
    if (fields.length === 0) return skip(told, { kind: 'unchanged', by: match.by })
    return { ...told, outcome: 'update', values: changes, id: match.row.id, by: match.by, fields }
  }
}

function skip(told: Told, reason: SkipReason): RowPlan {
  return { ...told, outcome: 'skip', reason }
}

function tell(row: CsvRow, values: CreatorValues): Told {
  return {
    line: row.line,
    cells: row.cells,
    brand: values.brandName ?? '',
    name: values.creatorName ?? '',
    email: values.creatorEmail ?? '',
  }
}

function missingFields(values: CreatorValues): RowProblem[] {
  const given = new Set(Object.keys(values))
  return requiredFields
    .filter(field => !given.has(field.name))
    .map(field => ({ field: field.name, code: 'required', value: '' }))
}

/** [I3] Tags are added and never taken away; the same address in other letters is the same address. */
function changesTo(row: CreatorRow, values: CreatorValues): CreatorValues {
  const present = new Map<string, unknown>(Object.entries(row))
  const changes: CreatorValues = { ...values }
  if (values.creatorEmail && emailKey(values.creatorEmail) === emailKey(row.creatorEmail)) delete changes.creatorEmail
  if (values.tags !== undefined) changes.tags = withTags(row.tags, values.tags)
  if (values.otherSocialLinks !== undefined)
    changes.otherSocialLinks = { ...row.otherSocialLinks, ...values.otherSocialLinks }
  for (const field of formFields(creator)) {
    const name = field.name
    if (!isChanged(changes, name)) continue
    if (valuesEqual(present.get(name), changes[name], name === 'tags')) delete changes[name]
  }
  return changes
}

function isChanged(changes: CreatorValues, name: string): name is keyof CreatorValues {
  return Object.hasOwn(changes, name)
}

function withTags(present: readonly string[], added: readonly string[]): readonly string[] {
  const joined = parseTags([...present, ...added], creator.fields.tags.max)
  return joined.ok ? joined.value : present
}
