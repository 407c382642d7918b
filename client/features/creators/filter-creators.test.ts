import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CreatorRow } from '#shared/domain/row.ts'
import { stages } from '#shared/domain/stage.ts'
import { sampleCreator } from '#client/parts/sample-creator.test-data.ts'
import { plainView, type CreatorView } from './creator-view.ts'
import { filterCreators, followUpOf, type FilterDeps } from './filter-creators.ts'
import { sortCreators } from './sort-creators.ts'

const today = '2026-11-21'
const deps: FilterDeps = {
  today,
  healthOf: row => (row.priorityLevel === 1 ? 'RED' : row.priorityLevel === 2 ? 'YELLOW' : 'GREEN'),
  search: (query, rows) => rows.filter(row => row.brandName.toLowerCase().includes(query.toLowerCase())),
}
const rows = [
  sampleCreator({ id: '1', brandName: 'Élan', journeyStatus: 'LIVE', priorityLevel: 1, tags: ['VIP'] }),
  sampleCreator({ id: '2', brandName: 'Zebra', journeyStatus: 'LIVE', nextFollowUpDate: '2026-11-20' }),
  sampleCreator({
    id: '3',
    brandName: 'apple',
    journeyStatus: 'PAUSED',
    nextFollowUpDate: today,
    tags: ['VIP', 'New'],
  }),
  sampleCreator({ id: '4', brandName: 'Mango', isActive: false }),
  sampleCreator({ id: '5', brandName: 'Melon', deletedAt: 1, isActive: false }),
]

function shown(view: Partial<CreatorView>): string[] {
  return filterCreators(deps, rows, { ...plainView, ...view }).rows.map(row => row.id)
}

test('archived and deleted creators stand on shelves of their own', () => {
  expect(shown({})).toEqual(['1', '2', '3'])
  expect(shown({ shelf: 'archive' })).toEqual(['4'])
  expect(shown({ shelf: 'trash' })).toEqual(['5'])
})

test('choices of one filter widen, different filters narrow', () => {
  expect(shown({ stages: ['LIVE', 'PAUSED'] })).toEqual(['1', '2', '3'])
  expect(shown({ stages: ['LIVE'], tags: ['VIP'] })).toEqual(['1'])
  expect(shown({ stages: ['LIVE'], tags: ['VIP'], healths: ['GREEN'] })).toEqual([])
})

test('a choice counts what it would show with the other filters as they are', () => {
  const { counts, shelfSize } = filterCreators(deps, rows, { ...plainView, stages: ['LIVE'], tags: ['VIP'] })
  expect(Object.fromEntries(counts.stage)).toEqual({ LIVE: 1, PAUSED: 1 })
  expect(Object.fromEntries(counts.tag)).toEqual({ VIP: 1 })
  expect(Object.fromEntries(counts.health)).toEqual({ RED: 1 })
  expect(shelfSize).toBe(3)
})

test('follow-ups fall due by the calendar', () => {
  expect(followUpOf(null, today, '2026-11-27')).toEqual(['none'])
  expect(followUpOf('2026-11-20', today, '2026-11-27')).toEqual(['overdue'])
  expect(followUpOf(today, today, '2026-11-27')).toEqual(['today', 'week'])
  expect(followUpOf('2026-11-27', today, '2026-11-27')).toEqual(['week'])
  expect(followUpOf('2026-11-28', today, '2026-11-27')).toEqual([])
  expect(shown({ followUps: ['overdue', 'today'] })).toEqual(['2', '3'])
})

test('a choice that nobody counted shows nobody, and its count is what it shows', () => {
  const someStages = fc.subarray([...stages])
  fc.assert(
    fc.property(someStages, fc.subarray(['VIP', 'New']), (chosenStages, tags) => {
      const view = { ...plainView, stages: chosenStages, tags }
      const { counts } = filterCreators(deps, rows, view)
      for (const stage of stages) {
        const alone = filterCreators(deps, rows, { ...view, stages: [stage] }).rows.length
        expect(counts.stage.get(stage) ?? 0).toBe(alone)
      }
    }),
  )
})

test('brands sort without regard to case and accents', () => {
  expect(sortCreators(deps, rows.slice(0, 3), null).map(row => row.id)).toEqual(['3', '1', '2'])
})

test('absent dates come last in both directions', () => {
  const ids = (descending: boolean) =>
    sortCreators(deps, rows.slice(0, 3), { key: 'followUp', descending }).map(row => row.id)
  expect(ids(false)).toEqual(['2', '3', '1'])
  expect(ids(true)).toEqual(['3', '2', '1'])
})

test('stages sort in the order of the journey, health with the worst first', () => {
  expect(sortCreators(deps, rows.slice(0, 3), { key: 'stage', descending: true })[0]?.id).toBe('3')
  expect(sortCreators(deps, rows.slice(0, 3), { key: 'health', descending: false })[0]?.id).toBe('1')
})

test('sorting keeps every row and gives one order whatever came in', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(rows, { minLength: rows.length }), shuffled => {
      const order = (list: readonly CreatorRow[]) => sortCreators(deps, list, { key: 'niche', descending: true })
      expect(order(shuffled)).toEqual(order(rows))
    }),
  )
})

test('a search stands by best match, until a column is sorted by', () => {
  const backwards: FilterDeps = { ...deps, search: (_query, found) => found.toReversed() }
  const ids = (view: CreatorView) => filterCreators(backwards, rows, view).rows.map(row => row.id)
  expect(ids({ ...plainView, query: 'a' })).toEqual(['3', '2', '1'])
  expect(ids({ ...plainView, query: 'a', sort: { key: 'brand', descending: false } })).toEqual(['1', '2', '3'])
})
