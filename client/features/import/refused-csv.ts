import { tableToCsv } from '#shared/domain/csv.ts'
import { words } from '#client/words/en.ts'
import { outcomeWords } from './outcome-words.ts'
import type { RowPlan } from './plan-import.ts'

const { refusedColumns } = words.importing

/** The refused rows as they came, with their line and reason in front: to be corrected and imported again. */
export function refusedCsv(header: readonly string[], rows: readonly RowPlan[]): string {
  const refused = rows.filter(row => row.outcome === 'refuse')
  return tableToCsv(
    [refusedColumns.line, refusedColumns.reason, ...header],
    refused.map(row => [String(row.line), outcomeWords(row), ...row.cells]),
  )
}
