import { expect, test } from 'vitest'
import { collections } from '#shared/domain/registry.ts'
import type { CreatorRow } from '#shared/domain/row.ts'
import { searchRows } from './search-index.ts'

function creator(values: Partial<CreatorRow>): CreatorRow {
  const blank = Object.fromEntries(Object.keys(collections.creator.fields).map(name => [name, null]))
  return {
    ...blank,
    tags: [],
    brandName: '',
    creatorName: '',
    id: crypto.randomUUID(),
    conflicts: [],
    ...values,
  } as CreatorRow
}
const brands = (rows: readonly CreatorRow[]): readonly string[] => rows.map(row => row.brandName)

test('an empty query keeps every row in its order', () => {
  const rows = [creator({ brandName: 'B' }), creator({ brandName: 'A' })]
  expect(searchRows('  ', rows)).toBe(rows)
})

test('case and accents do not matter, and every word has to be found', () => {
  const rows = [
    creator({ brandName: 'Café Noir', creatorName: 'Zoë Ødegård' }),
    creator({ brandName: 'Noir Films', creatorName: 'Ana' }),
  ]
  expect(brands(searchRows('cafe', rows))).toEqual(['Café Noir'])
  expect(brands(searchRows('NOIR odegard', rows))).toEqual(['Café Noir'])
})

test('tags, handles and notes are searched', () => {
  const rows = [
    creator({ brandName: 'One', tags: ['Priority press'] }),
    creator({ brandName: 'Two', instagramHandle: '@solstice' }),
  ]
  expect(brands(searchRows('press', rows))).toEqual(['One'])
  expect(brands(searchRows('solst', rows))).toEqual(['Two'])
})

test('brands and names that begin with the query come first, then those with such a word', () => {
  const rows = [
    creator({ brandName: 'Console' }),
    creator({ brandName: 'Blue Sol' }),
    creator({ brandName: 'Solstice' }),
    creator({ brandName: 'Other', creatorName: 'Solveig' }),
  ]
  expect(brands(searchRows('sol', rows))).toEqual(['Solstice', 'Other', 'Blue Sol', 'Console'])
})

test('a row that was replaced is looked through anew', () => {
  const before = creator({ brandName: 'Ode' })
  expect(searchRows('ode', [before])).toHaveLength(1)
  expect(searchRows('ode', [{ ...before, brandName: 'Sol' }])).toEqual([])
})
