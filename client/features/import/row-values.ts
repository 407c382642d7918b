import { creator } from '#shared/domain/creator.ts'
import { readCell } from '#shared/domain/csv.ts'
import type { ProblemCode } from '#shared/domain/problem.ts'
import { fieldOf, type NamedField } from '#shared/domain/registry.ts'
import type { CreatorValues, FieldValue } from '#shared/domain/row.ts'
import { parseFieldValue } from '#shared/domain/parse-field-value.ts'
import type { CsvRow } from './parse-csv.ts'
import { isNoDate, readDate, type DateOrder } from './read-date.ts'

export type ImportColumn = { readonly index: number; readonly field: string; readonly dateOrder: DateOrder }

export type RowProblem = {
  /** Null where the row as a whole is at fault. */
  readonly field: string | null
  readonly code: ProblemCode | 'too-many-cells'
  readonly limit?: number
  /** The cell as it stands in the file. */
  readonly value: string
}

export type RowValues = { readonly values: CreatorValues; readonly problems: readonly RowProblem[] }

/** Written where there is nothing to write. */
const nothing = new Set(['', '-', '–', '—', 'n/a', '#n/a'])

export type RowReader = (row: CsvRow) => RowValues

/** Cells to values, by the columns that are mapped. Empty cells give no value: they neither fill nor clear a field. */
export function createRowReader(columns: readonly ImportColumn[], width: number): RowReader {
  const readers = columns.flatMap(column => {
    const declaration = fieldOf(creator, column.field)
    return declaration === undefined ? [] : [{ ...column, name: column.field, declaration }]
  })
  return row => {
    const problems: RowProblem[] = []
    const given: Record<string, FieldValue> = {}
    const surplus = row.cells.slice(width).find(cell => cell.trim() !== '')
    if (surplus !== undefined) problems.push({ field: null, code: 'too-many-cells', value: surplus })
    for (const reader of readers) {
      const cell = row.cells[reader.index] ?? ''
      const text = readText(reader, cell)
      if (text === null) continue
      const parsed = parseFieldValue(reader.declaration, text)
      if (parsed.ok) given[reader.name] = parsed.value
      else problems.push({ field: reader.name, ...parsed.error, value: cell })
    }
    // Each was made by its own field's declaration just above.
    return { values: given as CreatorValues, problems }
  }
}

/** Null: nothing is given. */
function readText({ declaration, dateOrder }: NamedField & ImportColumn, raw: string): string | null {
  const cell = readCell(raw).trim()
  if (declaration.type === 'text') return cell === '' ? null : cell
  if (nothing.has(cell.toLowerCase())) return null
  if (declaration.type !== 'date') return cell
  if (isNoDate(cell)) return null
  return readDate(cell, dateOrder) ?? cell
}
