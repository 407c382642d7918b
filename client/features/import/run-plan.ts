import type { ImportRow } from '#client/core/api.ts'
import type { CsvTable } from './parse-csv.ts'
import { createPlanner, type Outcome, type PlanInput, type RowPlan } from './plan-import.ts'

export type ImportPlan = {
  readonly rows: readonly RowPlan[]
  readonly counts: Readonly<Record<Outcome, number>>
}

const sliceRows = 500

/** In slices, so that the page stays alive. Null when it was stopped. */
export async function runPlan(
  table: CsvTable,
  input: Omit<PlanInput, 'width'>,
  between: (done: number) => Promise<boolean>,
): Promise<ImportPlan | null> {
  const plan = createPlanner({ ...input, width: table.header.length })
  const rows: RowPlan[] = []
  const counts = { create: 0, update: 0, skip: 0, refuse: 0 }
  for (const row of table.rows) {
    const planned = plan(row)
    rows.push(planned)
    counts[planned.outcome] += 1
    if (rows.length % sliceRows === 0 && !(await between(rows.length))) return null
  }
  return { rows, counts }
}

/** What the core is asked to write. */
export function planToRows(plan: ImportPlan): ImportRow[] {
  return plan.rows.flatMap(row => {
    if (row.outcome === 'create') return [{ line: row.line, values: row.values }]
    return row.outcome === 'update' ? [{ line: row.line, values: row.values, updates: row.id }] : []
  })
}
