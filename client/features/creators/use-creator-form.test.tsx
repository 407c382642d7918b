// @vitest-environment happy-dom
import { act, renderHook } from '@testing-library/react'
import { expect, test } from 'vitest'
import { creator } from '#shared/domain/creator.ts'
import { err, ok } from '#shared/lang/result.ts'
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

const photo = { blob: 'photo', type: 'image/webp', width: 512, height: 384 }
const small = { bytes: new Uint8Array([1]), type: 'image/webp', width: 1, height: 1 } as const

test('a chosen picture is a change, and is written only once the form is saved', async () => {
  const { result: form } = renderHook(() => useCreatorForm(ana, [ana], () => Promise.resolve(ok(small))))
  await act(() => form.current.choosePicture('creatorAvatar', new Blob(['x'])))
  expect(form.current.isDirty).toBe(true)
  expect(form.current.pictures.chosen.get('creatorAvatar')?.image).toBe(small)
  expect(form.current.check()).toEqual({})
  act(() => form.current.pictureStored('creatorAvatar', photo))
  expect(form.current.pictures.chosen.size).toBe(0)
  expect(form.current.check()).toEqual({ creatorAvatar: photo })
})

test('a file that is no picture is refused with words and takes nothing that stood there', async () => {
  const withPhoto = { ...ana, creatorAvatar: photo }
  const { result: form } = renderHook(() =>
    useCreatorForm(withPhoto, [ana], () => Promise.resolve(err({ kind: 'undecodable' }))),
  )
  act(() => form.current.set('brandNiche', 'Tea'))
  await act(() => form.current.choosePicture('creatorAvatar', new Blob(['words'])))
  expect(form.current.problems.get('creatorAvatar')).toEqual({ code: 'picture', failure: { kind: 'undecodable' } })
  expect(form.current.draft['creatorAvatar']).toEqual(photo)
  expect(form.current.check()).toEqual({ brandNiche: 'Tea' })
})

test('a picture that is removed is written as none, whether it was stored or only chosen', async () => {
  const withPhoto = { ...ana, creatorAvatar: photo }
  const { result: form } = renderHook(() => useCreatorForm(withPhoto, [ana], () => Promise.resolve(ok(small))))
  await act(() => form.current.choosePicture('creatorAvatar', new Blob(['x'])))
  act(() => form.current.removePicture('creatorAvatar'))
  expect(form.current.pictures.chosen.size).toBe(0)
  expect(form.current.check()).toEqual({ creatorAvatar: null })
})
