import type { CreatorRow } from '#shared/domain/row.ts'
import type { Stage } from '#shared/domain/stage.ts'
import { addDays } from '#shared/domain/day.ts'
import type { CreatorView, FollowUpChoice, HealthChoice, Shelf } from './creator-view.ts'

export type FilterDeps = {
  readonly today: string
  readonly healthOf: (row: CreatorRow) => HealthChoice
  /** The rows that match the words, best first. */
  readonly search: (query: string, rows: readonly CreatorRow[]) => readonly CreatorRow[]
}

/** How many rows each choice would show with the other filters as they are. */
export type FacetCounts = {
  readonly stage: ReadonlyMap<Stage, number>
  readonly health: ReadonlyMap<HealthChoice, number>
  readonly niche: ReadonlyMap<string, number>
  readonly tag: ReadonlyMap<string, number>
  readonly priority: ReadonlyMap<number, number>
  readonly followUp: ReadonlyMap<FollowUpChoice, number>
}

export type Filtered = {
  readonly rows: readonly CreatorRow[]
  readonly counts: FacetCounts
  /** Rows of the shelf before search and filters. */
  readonly shelfSize: number
}

const filterKinds = ['stage', 'health', 'niche', 'tag', 'priority', 'followUp'] as const

/** One pass over the rows: a row that only one filter refuses still counts towards that filter's choices. */
export function filterCreators(deps: FilterDeps, rows: readonly CreatorRow[], view: CreatorView): Filtered {
  const onShelf = rows.filter(row => shelfOf(row) === view.shelf)
  const found = findRows(deps, onShelf, view)
  const counts = emptyCounts()
  const shown: CreatorRow[] = []
  const weekEnd = addDays(deps.today, 6)
  for (const row of found) {
    const health = deps.healthOf(row)
    const due = followUpOf(row.nextFollowUpDate, deps.today, weekEnd)
    const refused = refusals(view, row, health, due)
    if (refused.length === 0) shown.push(row)
    for (const kind of filterKinds) {
      if (refused.length === 0 || (refused.length === 1 && refused[0] === kind)) count(counts, kind, row, health, due)
    }
  }
  return { rows: shown, counts, shelfSize: onShelf.length }
}

export function shelfOf(row: CreatorRow): Shelf {
  if (row.deletedAt !== null) return 'trash'
  return row.isActive ? 'active' : 'archive'
}

/** By best match, unless a column is sorted by. */
function findRows(deps: FilterDeps, rows: readonly CreatorRow[], view: CreatorView): readonly CreatorRow[] {
  if (view.query.trim() === '') return rows
  const found = deps.search(view.query, rows)
  if (view.sort === null) return found
  const isFound = new Set(found)
  return rows.filter(row => isFound.has(row))
}

/** Every bucket that a follow-up date falls in: today is part of the week. */
export function followUpOf(date: string | null, today: string, weekEnd: string): readonly FollowUpChoice[] {
  if (date === null) return ['none']
  if (date < today) return ['overdue']
  if (date === today) return ['today', 'week']
  return date <= weekEnd ? ['week'] : []
}

function refusals(
  view: CreatorView,
  row: CreatorRow,
  health: HealthChoice,
  due: readonly FollowUpChoice[],
): readonly (typeof filterKinds)[number][] {
  const refused: (typeof filterKinds)[number][] = []
  if (view.stages.length > 0 && !view.stages.includes(row.journeyStatus)) refused.push('stage')
  if (view.healths.length > 0 && !view.healths.includes(health)) refused.push('health')
  if (view.niches.length > 0 && !view.niches.includes(row.brandNiche)) refused.push('niche')
  if (view.tags.length > 0 && !view.tags.some(tag => row.tags.includes(tag))) refused.push('tag')
  if (view.priorities.length > 0 && !view.priorities.includes(row.priorityLevel)) refused.push('priority')
  if (view.followUps.length > 0 && !view.followUps.some(choice => due.includes(choice))) refused.push('followUp')
  return refused
}

type MutableCounts = {
  readonly [Kind in keyof FacetCounts]: FacetCounts[Kind] extends ReadonlyMap<infer Key, number>
    ? Map<Key, number>
    : never
}

function emptyCounts(): MutableCounts {
  return {
    stage: new Map(),
    health: new Map(),
    niche: new Map(),
    tag: new Map(),
    priority: new Map(),
    followUp: new Map(),
  }
}

function count(
  counts: MutableCounts,
  kind: (typeof filterKinds)[number],
  row: CreatorRow,
  health: HealthChoice,
  due: readonly FollowUpChoice[],
): void {
  switch (kind) {
    case 'stage':
      return add(counts.stage, row.journeyStatus)
    case 'health':
      return add(counts.health, health)
    case 'niche':
      return add(counts.niche, row.brandNiche)
    case 'tag':
      return row.tags.forEach(tag => add(counts.tag, tag))
    case 'priority':
      return add(counts.priority, row.priorityLevel)
    case 'followUp':
      return due.forEach(choice => add(counts.followUp, choice))
  }
}

function add<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}
