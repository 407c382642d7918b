import type { CreatorRow } from '#shared/domain/row.ts'
import { stages, type Stage } from '#shared/domain/stage.ts'

export type BoardColumn = { readonly stage: Stage; readonly rows: readonly CreatorRow[] }

/** Active creators by stage: the highest priority first, within it the longest in the stage. */
export function boardColumns(rows: readonly CreatorRow[]): readonly BoardColumn[] {
  const byStage = new Map<Stage, CreatorRow[]>(stages.map(stage => [stage, []]))
  for (const row of rows) {
    if (row.deletedAt === null && row.isActive) byStage.get(row.journeyStatus)?.push(row)
  }
  return stages.map(stage => ({ stage, rows: (byStage.get(stage) ?? []).toSorted(inOrder) }))
}

function inOrder(one: CreatorRow, other: CreatorRow): number {
  return one.priorityLevel - other.priorityLevel || (one.lastStatusChange ?? 0) - (other.lastStatusChange ?? 0)
}
