import type { CreatorRow } from '#shared/domain/row.ts'
import type { Stage } from '#shared/domain/stage.ts'

export type StageSpan = {
  readonly stage: Stage
  readonly from: number
  /** Null: it lasts. */
  readonly until: number | null
  readonly days: number
  readonly by: string | null
}

const dayMs = 86_400_000

/** The journey as it went: each stage with when it began and how many whole days it lasted. */
export function stageSpans(row: CreatorRow, now: number): readonly StageSpan[] {
  const entries = row.stageHistory.toSorted((one, other) => one.at - other.at)
  const known =
    entries.length > 0
      ? entries
      : [{ stage: row.journeyStatus, at: row.lastStatusChange ?? row.createdAt ?? now, by: row.createdBy ?? '' }]
  return known.map((entry, index) => {
    const until = known[index + 1]?.at ?? null
    return {
      stage: entry.stage,
      from: entry.at,
      until,
      days: Math.max(0, Math.floor(((until ?? now) - entry.at) / dayMs)),
      by: entry.by === '' ? null : entry.by,
    }
  })
}

export function daysInStage(row: CreatorRow, now: number): number {
  return Math.max(0, Math.floor((now - (row.lastStatusChange ?? row.createdAt ?? now)) / dayMs))
}
