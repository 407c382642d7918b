// @vitest-environment happy-dom
import { act, renderHook } from '@testing-library/react'
import { expect, test } from 'vitest'
import { creator } from '#shared/domain/creator.ts'
import { sampleCreator } from '#client/parts/sample-creator.test-data.ts'
import { orderedProblems, useCreatorForm } from './use-creator-form.ts'

const ana = sampleCreator()
const other = sampleCreator({ id: 'c2', creatorEmail: 'luis@example.com', brandName: 'Salt Loom' })

function open(row = null as typeof ana | null) {
  return renderHook(() => useCreatorForm(row, [ana, other])).result
}

test('a new form refuses empty required fields, in the order in which they stand', () => {
  const form = open()
  act(() => {
    expect(form.current.check()).toBeNull()
  })
  expect(orderedProblems(form.current.problems).map(([name]) => name)).toEqual([
    'creatorName',
    'creatorEmail',
    'brandName',
    'brandNiche',
  ])
})

test('typing into a field takes its problem away', () => {
  const form = open()
  act(() => {
    form.current.check()
  })
  act(() => form.current.set('creatorName', 'Ana'))
  expect(form.current.problems.has('creatorName')).toBe(false)
  expect(form.current.problems.has('creatorEmail')).toBe(true)
})

test('[M1] an address that another record has is refused, and names that record', () => {
  const form = open(ana)
  act(() => form.current.set('creatorEmail', 'LUIS@example.com'))
  act(() => {
    expect(form.current.check()).toBeNull()
  })
  expect(form.current.problems.get('creatorEmail')).toEqual({ code: 'duplicate', existing: other })
})

test('a record may keep its own address', () => {
  const form = open(ana)
  act(() => form.current.set('brandNiche', 'Tea'))
  expect(form.current.check()).toEqual({ brandNiche: 'Tea' })
})

test('what was typed and taken back is no change', () => {
  const form = open(ana)
  act(() => form.current.set('brandNiche', 'Tea'))
  expect(form.current.isDirty).toBe(true)
  act(() => form.current.set('brandNiche', ana.brandNiche))
  expect(form.current.isDirty).toBe(false)
  expect(form.current.check()).toEqual({})
})

test('a handle shows as it will be kept once the field is left', () => {
  const form = open()
  act(() => form.current.set('instagramHandle', 'https://www.instagram.com/ana.reyes/'))
  act(() => form.current.settle('instagramHandle', creator.fields.instagramHandle))
  expect(form.current.draft['instagramHandle']).toBe('@ana.reyes')
})

test('what is wrong with a field is told once it is left', () => {
  const form = open()
  act(() => form.current.set('brandWebsite', 'javascript:alert(1)'))
  act(() => form.current.settle('brandWebsite', creator.fields.brandWebsite))
  expect(form.current.problems.get('brandWebsite')).toMatchObject({ code: 'bad-url-scheme' })
})
