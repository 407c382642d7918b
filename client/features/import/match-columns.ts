import { creator } from '#shared/domain/creator.ts'
import { formFields, type NamedField } from '#shared/domain/registry.ts'
import { foldWord } from '#shared/domain/search-text.ts'
import { fieldByContent } from './field-by-content.ts'
import type { CsvTable } from './parse-csv.ts'

export type ColumnMatch = {
  readonly index: number
  readonly header: string
  /** The first few different values, as they stand. */
  readonly samples: readonly string[]
  /** Null: left out. */
  readonly field: string | null
  readonly by: 'name' | 'content' | 'person' | null
}

/** Pictures are no text. */
export const importFields: readonly NamedField[] = formFields(creator).filter(
  field => field.declaration.type !== 'image',
)

const fieldByWord = new Map<string, string>()
// Names and labels before aliases: where two fields claim a word, the one that is called so has it.
for (const { name } of importFields) place(name, name)
for (const { name, declaration } of importFields) place(declaration.label, name)
for (const { name, declaration } of importFields) for (const alias of declaration.aliases ?? []) place(alias, name)

function place(word: string, name: string): void {
  if (!fieldByWord.has(foldWord(word))) fieldByWord.set(foldWord(word), name)
}

const sampleCount = 3
const contentRows = 200

/** [I9] By what the columns are called, then by what they hold. A field takes one column, the first. */
export function matchColumns(table: CsvTable, today: string): ColumnMatch[] {
  const taken = new Set<string>()
  const byName = table.header.map(header => {
    const field = fieldByHeader(header)
    if (field === null || taken.has(field)) return null
    taken.add(field)
    return field
  })
  return table.header.map((header, index) => {
    const samples = sampleValues(table, index)
    const named = byName[index] ?? null
    if (named !== null) return { index, header, samples, field: named, by: 'name' }
    const field = fieldByContent(
      columnValues(table, index, contentRows),
      taken,
      /^Column \d+$/.test(header) ? today : null,
    )
    if (field !== null) taken.add(field)
    return { index, header, samples, field, by: field === null ? null : 'content' }
  })
}

/** Another choice for one column: the field leaves the column that had it. */
export function chooseField(matches: readonly ColumnMatch[], index: number, field: string | null): ColumnMatch[] {
  return matches.map(match => {
    if (match.index === index) return { ...match, field, by: 'person' }
    return field !== null && match.field === field ? { ...match, field: null, by: 'person' } : match
  })
}

export function columnValues(table: CsvTable, index: number, rows = table.rows.length): string[] {
  const values: string[] = []
  for (const row of table.rows.slice(0, rows)) {
    const value = (row.cells[index] ?? '').trim()
    if (value !== '') values.push(value)
  }
  return values
}

function fieldByHeader(header: string): string | null {
  const bare = header.replaceAll(/\([^)]*\)|\[[^\]]*\]/g, ' ')
  return fieldByWord.get(foldWord(header)) ?? fieldByWord.get(foldWord(bare)) ?? null
}

function sampleValues(table: CsvTable, index: number): string[] {
  const samples = new Set<string>()
  for (const row of table.rows) {
    const value = (row.cells[index] ?? '').trim()
    if (value !== '') samples.add(value)
    if (samples.size === sampleCount) break
  }
  return [...samples]
}
