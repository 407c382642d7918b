import { expect, test, vi } from 'vitest'
import { utf8ToBytes } from '#shared/protocol/bytes.ts'
import { createRowStore } from './row-store.ts'

const id = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
const row = (number: number, brandName: string) => ({ id: id(number), conflicts: [], brandName })
const bucket = (rows: readonly object[], settings: readonly object[] = []) =>
  utf8ToBytes(JSON.stringify({ creator: rows, settings }))

test('buckets of an opening studio are told once, with the last of them', () => {
  const store = createRowStore()
  const listener = vi.fn<() => void>()
  store.subscribe(listener)
  store.takeBucket(bucket([row(1, 'Ode')]), false)
  expect(listener).not.toHaveBeenCalled()
  store.takeBucket(bucket([row(2, 'Sol')], [{ id: id(9), conflicts: [], studioName: 'Northwind' }]), true)
  expect(listener).toHaveBeenCalledTimes(1)
  expect(store.creators().map(creator => creator.brandName)).toEqual(['Ode', 'Sol'])
  expect(store.settings()?.studioName).toBe('Northwind')
})

test('a patch replaces its row and leaves the identity of all others', () => {
  const store = createRowStore()
  store.takeBucket(bucket([row(1, 'Ode'), row(2, 'Sol')]), true)
  const [before, untouched] = store.creators()
  store.patch([{ collection: 'creator', id: id(1), row: row(1, 'Ode Audio') }])
  expect(store.creator(id(1))?.brandName).toBe('Ode Audio')
  expect(store.creators()[0]).not.toBe(before)
  expect(store.creators()[1]).toBe(untouched)
})

test('the list keeps its identity while nothing changes, so that screens render nothing', () => {
  const store = createRowStore()
  store.takeBucket(bucket([row(1, 'Ode')]), true)
  expect(store.creators()).toBe(store.creators())
})

test('a patch without a row takes the record away', () => {
  const store = createRowStore()
  store.takeBucket(bucket([row(1, 'Ode')]), true)
  store.patch([{ collection: 'creator', id: id(1), row: null }])
  expect(store.creators()).toEqual([])
  expect(store.creator(id(1))).toBeNull()
})

test('a lock leaves nothing behind', () => {
  const store = createRowStore()
  store.takeBucket(bucket([row(1, 'Ode')], [{ id: id(9), conflicts: [], studioName: 'Northwind' }]), true)
  store.clear()
  expect(store.creators()).toEqual([])
  expect(store.settings()).toBeNull()
})
