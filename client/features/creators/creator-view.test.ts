import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stages } from '#shared/domain/stage.ts'
import {
  clearFilters,
  followUpChoices,
  healthScores,
  isFiltered,
  nextSort,
  noWords,
  parseCreatorSearch,
  plainView,
  searchToView,
  shelves,
  sortKeys,
  toggleIn,
  viewToSearch,
  wordsOf,
  type CreatorView,
} from './creator-view.ts'

const someText = fc.string().filter(text => text !== '')
const views: fc.Arbitrary<CreatorView> = fc.record({
  query: fc.string(),
  shelf: fc.constantFrom(...shelves),
  stages: fc.subarray([...stages]),
  healths: fc.subarray([...healthScores]),
  niches: fc.uniqueArray(someText),
  tags: fc.uniqueArray(someText),
  priorities: fc.subarray([1, 2, 3, 4, 5]),
  followUps: fc.subarray([...followUpChoices]),
  sort: fc.option(fc.record({ key: fc.constantFrom(...sortKeys), descending: fc.boolean() })),
})

test('a view comes back from the address and its words as it was', () => {
  fc.assert(
    fc.property(views, view => {
      expect(searchToView(viewToSearch(view), wordsOf(view))).toEqual(view)
    }),
  )
})

test('a view survives an address written as JSON', () => {
  fc.assert(
    fc.property(views, view => {
      const address: unknown = JSON.parse(JSON.stringify(viewToSearch(view)))
      expect(searchToView(address as Record<string, unknown>, wordsOf(view))).toEqual(view)
    }),
  )
})

test('whatever stands in an address is read as some view', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom('list', 'stage', 'due', 'sort', 'desc'), fc.anything()), raw => {
      const view = searchToView(raw, noWords)
      expect(searchToView(viewToSearch(view), noWords)).toEqual(view)
    }),
  )
})

test('the plain list has an empty address', () => {
  expect(viewToSearch(plainView)).toEqual({})
})

test('unknown choices in an address are left out, single ones are understood', () => {
  expect(searchToView({ stage: 'LIVE', health: ['PINK', 'RED'], priority: '1', list: 'nowhere' }, noWords)).toEqual({
    ...plainView,
    stages: ['LIVE'],
    healths: ['RED'],
  })
})

test('nothing that was typed or picked from the records stands in the address', () => {
  const view: CreatorView = { ...plainView, query: 'Quiet Kiln', niches: ['Ceramics'], tags: ['VIP'] }
  expect(viewToSearch(view)).toEqual({})
  expect(parseCreatorSearch({ q: 'Quiet Kiln', niche: ['Ceramics'], tag: 'VIP' })).toEqual({})
})

test('the open form stays in the address beside the view', () => {
  expect(parseCreatorSearch({ form: 'new', stage: ['LIVE'], odd: 1 })).toEqual({ form: 'new', stage: ['LIVE'] })
})

test('a column sorts up, then down, then not at all', () => {
  const up = nextSort(plainView, 'niche')
  const down = nextSort(up, 'niche')
  expect(up.sort).toEqual({ key: 'niche', descending: false })
  expect(down.sort).toEqual({ key: 'niche', descending: true })
  expect(nextSort(down, 'niche').sort).toBeNull()
})

test('clearing filters keeps the shelf and the order', () => {
  const view: CreatorView = {
    ...plainView,
    shelf: 'archive',
    query: 'tea',
    tags: ['VIP'],
    sort: { key: 'stage', descending: true },
  }
  expect(isFiltered(view)).toBe(true)
  expect(clearFilters(view)).toEqual({ ...plainView, shelf: 'archive', sort: view.sort })
  expect(isFiltered(clearFilters(view))).toBe(false)
})

test('toggling twice changes nothing', () => {
  expect(toggleIn(toggleIn(['a'], 'b'), 'b')).toEqual(['a'])
})
