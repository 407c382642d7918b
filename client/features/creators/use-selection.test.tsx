// @vitest-environment happy-dom
import { act, renderHook } from '@testing-library/react'
import { expect, test } from 'vitest'
import { sampleCreator } from '#client/parts/sample-creator.test-data.ts'
import { useSelection } from './use-selection.ts'

const rows = ['a', 'b', 'c', 'd', 'e'].map(id => sampleCreator({ id }))

function open() {
  return renderHook(({ shown }) => useSelection(shown), { initialProps: { shown: rows } })
}

test('a press selects and a second one takes back', () => {
  const { result } = open()
  act(() => result.current.toggle('b', false))
  expect([...result.current.ids]).toEqual(['b'])
  act(() => result.current.toggle('b', false))
  expect(result.current.ids.size).toBe(0)
})

test('with shift everything from the last press is selected, in either direction', () => {
  const { result } = open()
  act(() => result.current.toggle('d', false))
  act(() => result.current.toggle('b', true))
  expect([...result.current.ids]).toEqual(['b', 'c', 'd'])
})

test('whoever the filters take from the list is no longer selected', () => {
  const { result, rerender } = open()
  act(() => result.current.selectAll(true))
  rerender({ shown: rows.slice(0, 2) })
  expect([...result.current.ids]).toEqual(['a', 'b'])
})
