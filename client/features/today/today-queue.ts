import type { CreatorRow } from '#shared/domain/row.ts'

export type QueueHealth = 'RED' | 'YELLOW' | 'GREEN'

export type QueueDeps = {
  readonly today: string
  readonly healthOf: (row: CreatorRow) => QueueHealth
  /** Groups of active records that share an e-mail. */
  readonly duplicateGroups: (rows: readonly CreatorRow[]) => readonly (readonly CreatorRow[])[]
}

export type TodayQueue = {
  readonly conflicted: readonly CreatorRow[]
  readonly duplicates: readonly (readonly CreatorRow[])[]
  /** Longest overdue first. */
  readonly overdue: readonly CreatorRow[]
  readonly dueToday: readonly CreatorRow[]
  /** RED, then YELLOW: longest since the last change of stage first; none that stands in the follow-ups already. */
  readonly urgent: readonly CreatorRow[]
  /** Everything that the day asks for; a creator in two places counts once. */
  readonly size: number
}

export function buildTodayQueue(deps: QueueDeps, rows: readonly CreatorRow[]): TodayQueue {
  const active = rows.filter(row => row.deletedAt === null && row.isActive)
  const conflicted = rows.filter(row => row.deletedAt === null && row.conflicts.length > 0)
  const duplicates = deps.duplicateGroups(active)
  const overdue = active.filter(row => row.nextFollowUpDate !== null && row.nextFollowUpDate < deps.today)
  const dueToday = active.filter(row => row.nextFollowUpDate === deps.today)
  const listed = new Set([...overdue, ...dueToday].map(row => row.id))
  const urgent = urgentFirst(deps, active).filter(row => !listed.has(row.id))
  const all = new Set([...conflicted, ...duplicates.flat(), ...overdue, ...dueToday, ...urgent].map(row => row.id))
  return {
    conflicted,
    duplicates,
    overdue: overdue.toSorted(byFollowUp),
    dueToday: dueToday.toSorted(byFollowUp),
    urgent,
    size: all.size,
  }
}

/** Worst first, longest since lastStatusChange first. */
export function urgentFirst(deps: Pick<QueueDeps, 'healthOf'>, rows: readonly CreatorRow[]): readonly CreatorRow[] {
  const inOrder = (health: QueueHealth) => rows.filter(row => deps.healthOf(row) === health).toSorted(byStageChange)
  return [...inOrder('RED'), ...inOrder('YELLOW')]
}

function byStageChange(one: CreatorRow, other: CreatorRow): number {
  return (one.lastStatusChange ?? one.createdAt ?? 0) - (other.lastStatusChange ?? other.createdAt ?? 0)
}

/** Equal dates by priority, the highest first. */
function byFollowUp(one: CreatorRow, other: CreatorRow): number {
  const [first, second] = [one.nextFollowUpDate ?? '', other.nextFollowUpDate ?? '']
  if (first !== second) return first < second ? -1 : 1
  return one.priorityLevel - other.priorityLevel
}
