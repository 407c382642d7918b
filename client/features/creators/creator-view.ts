import * as z from 'zod/mini'
import { stages, type Stage } from '#shared/domain/stage.ts'

/** What the list shows. The address bar holds the part of it that names nobody. */
export const shelves = ['active', 'archive', 'trash'] as const
export type Shelf = (typeof shelves)[number]

export const healthScores = ['RED', 'YELLOW', 'GREEN'] as const
export type HealthChoice = (typeof healthScores)[number]

export const followUpChoices = ['overdue', 'today', 'week', 'none'] as const
export type FollowUpChoice = (typeof followUpChoices)[number]

export const sortKeys = [
  'brand',
  'name',
  'niche',
  'stage',
  'health',
  'priority',
  'lastContact',
  'followUp',
  'tags',
  'updated',
] as const
export type SortKey = (typeof sortKeys)[number]

export type CreatorView = {
  readonly query: string
  readonly shelf: Shelf
  readonly stages: readonly Stage[]
  readonly healths: readonly HealthChoice[]
  readonly niches: readonly string[]
  readonly tags: readonly string[]
  readonly priorities: readonly number[]
  readonly followUps: readonly FollowUpChoice[]
  /** Null: by best match while searching, else by brand. */
  readonly sort: { readonly key: SortKey; readonly descending: boolean } | null
}

/** What somebody typed or picked from the records: it never stands in an address, which browsers write to the disk. */
export type ListWords = Pick<CreatorView, 'query' | 'niches' | 'tags'>

export const noWords: ListWords = { query: '', niches: [], tags: [] }

export function wordsOf({ query, niches, tags }: CreatorView): ListWords {
  return { query, niches, tags }
}

export const plainView: CreatorView = {
  query: '',
  shelf: 'active',
  stages: [],
  healths: [],
  niches: [],
  tags: [],
  priorities: [],
  followUps: [],
  sort: null,
}

/** The search params of `/creators`; only what differs from the plain list stands in the address. */
export type CreatorSearch = {
  list?: Shelf
  stage?: Stage[]
  health?: HealthChoice[]
  priority?: number[]
  due?: FollowUpChoice[]
  sort?: SortKey
  desc?: true
  /** The form that is open over the list: `new`, or the id of a creator. */
  form?: string
}

const Form = z.catch(z.string().check(z.minLength(1)), '')

/** Addresses are typed by hand and outlive releases: what they say that is unknown is left out, never an error. */
export function parseCreatorSearch(raw: Readonly<Record<string, unknown>>): CreatorSearch {
  const view = searchToView(raw, noWords)
  const form = Form.parse(raw['form'])
  return form === '' ? viewToSearch(view) : { ...viewToSearch(view), form }
}

export function searchToView(raw: Readonly<Record<string, unknown>>, said: ListWords): CreatorView {
  const sort = oneOf(sortKeys, raw['sort'])
  return {
    ...said,
    shelf: oneOf(shelves, raw['list']) ?? 'active',
    stages: someOf(stages, raw['stage']),
    healths: someOf(healthScores, raw['health']),
    priorities: someOf([1, 2, 3, 4, 5] as const, raw['priority']),
    followUps: someOf(followUpChoices, raw['due']),
    sort: sort === null ? null : { key: sort, descending: raw['desc'] === true },
  }
}

export function viewToSearch(view: CreatorView): CreatorSearch {
  return {
    ...(view.shelf === 'active' ? {} : { list: view.shelf }),
    ...(view.stages.length === 0 ? {} : { stage: [...view.stages] }),
    ...(view.healths.length === 0 ? {} : { health: [...view.healths] }),
    ...(view.priorities.length === 0 ? {} : { priority: [...view.priorities] }),
    ...(view.followUps.length === 0 ? {} : { due: [...view.followUps] }),
    ...(view.sort === null ? {} : { sort: view.sort.key }),
    ...(view.sort?.descending === true ? { desc: true as const } : {}),
  }
}

export function isFiltered(view: CreatorView): boolean {
  return view.query.trim() !== '' || countFilters(view) > 0
}

export function countFilters(view: CreatorView): number {
  return [view.stages, view.healths, view.niches, view.tags, view.priorities, view.followUps].reduce(
    (sum, chosen) => sum + chosen.length,
    0,
  )
}

/** Same shelf and order, everything shown. */
export function clearFilters(view: CreatorView): CreatorView {
  return { ...plainView, shelf: view.shelf, sort: view.sort }
}

/** A click on a column: ascending, descending, then the list's own order again. */
export function nextSort(view: CreatorView, key: SortKey): CreatorView {
  if (view.sort?.key !== key) return { ...view, sort: { key, descending: false } }
  return { ...view, sort: view.sort.descending ? null : { key, descending: true } }
}

export function toggleIn<Value>(chosen: readonly Value[], value: Value): readonly Value[] {
  return chosen.includes(value) ? chosen.filter(other => other !== value) : [...chosen, value]
}

function oneOf<const Choice extends string | number>(choices: readonly Choice[], value: unknown): Choice | null {
  return choices.find(choice => choice === value) ?? null
}

function someOf<const Choice extends string | number>(choices: readonly Choice[], value: unknown): readonly Choice[] {
  const given: readonly unknown[] = Array.isArray(value) ? value : [value]
  return choices.filter(choice => given.includes(choice))
}
