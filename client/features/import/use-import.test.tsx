// @vitest-environment happy-dom
import { act, cleanup, renderHook, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, expect, test } from 'vitest'
import { err, ok } from '#shared/lang/result.ts'
import type { StudioApi } from '#client/core/api.ts'
import { sampleCreator } from '#client/parts/sample-creator.test-data.ts'
import { CoreProvider, type CoreClient } from '#client/store/core-context.tsx'
import { createCoreStore } from '#client/store/core-store.ts'
import type { ImportState } from './import-state.ts'
import { useImport, type ImportSource } from './use-import.ts'

afterEach(cleanup)

const csv =
  'Name,Email,Brand,Niche\nAna,ana@example.com,Paper,Food\nBea,not-an-email,Salt,Food\nCleo,ANA@example.com,Paper,Food\n'

function source(text: string, size?: number): ImportSource {
  const bytes = new TextEncoder().encode(text)
  return { name: 'list.csv', size: size ?? bytes.length, bytes: () => Promise.resolve(bytes) }
}

function setUp(importRows: StudioApi['importRows']) {
  const store = createCoreStore()
  const studio: Partial<StudioApi> = { importRows }
  // Only what an import asks of the core stands behind it.
  const core = { store, api: { studio } } as unknown as CoreClient
  const wrapper = ({ children }: { children: ReactNode }) => <CoreProvider value={core}>{children}</CoreProvider>
  const { result } = renderHook(() => useImport(), { wrapper })
  const reach = async <Step extends ImportState['step']>(step: Step) => {
    await waitFor(() => expect(result.current.state.step).toBe(step))
    return result.current.state as Extract<ImportState, { step: Step }>
  }
  const preview = async (text: string) => {
    await act(() => result.current.actions.read(source(text)))
    await act(() => result.current.actions.preview())
    return reach('preview')
  }
  return { result, store, reach, preview }
}

test('a file is read, previewed and written, and every row is accounted for', async () => {
  const { result, preview, reach } = setUp(rows =>
    Promise.resolve(ok({ created: rows.length, updated: 0, unchanged: 0 })),
  )
  expect((await preview(csv)).plan.counts).toEqual({ create: 1, update: 0, skip: 1, refuse: 1 })
  await act(() => result.current.actions.write())
  expect((await reach('done')).counts).toEqual({ created: 1, updated: 0, skipped: 1, refused: 1 })
})

test('[I1] what sync brought since the preview is updated, not added a second time', async () => {
  const asked: (string | undefined)[] = []
  const { result, store, preview } = setUp(rows => {
    asked.push(...rows.map(row => row.updates))
    return Promise.resolve(ok({ created: 0, updated: rows.length, unchanged: 0 }))
  })
  await preview(csv)
  const row = sampleCreator({ id: 'ana', creatorEmail: 'ana@example.com' })
  act(() => store.take({ kind: 'patches', patches: [{ collection: 'creator', id: row.id, row }], origin: 'sync' }))
  await act(() => result.current.actions.write())
  expect(asked).toEqual(['ana'])
})

test('what the core refuses leaves the preview as it was, with the reason', async () => {
  const { result, preview, reach } = setUp(() => Promise.resolve(err({ kind: 'storage-full' })))
  await preview(csv)
  await act(() => result.current.actions.write())
  expect((await reach('preview')).failure).toEqual({ kind: 'storage-full' })
})

test('a file that only repeats what is here asks the core for nothing', async () => {
  const { result, preview, reach } = setUp(() => Promise.reject(new Error('not to be called')))
  await preview('Name,Email,Brand,Niche\n,a@b.co,Paper,Food\n')
  await act(() => result.current.actions.write())
  expect((await reach('done')).counts).toEqual({ created: 0, updated: 0, skipped: 0, refused: 1 })
})

test('a huge file is refused before it is read, an unreadable one is said to be so', async () => {
  const { result, reach } = setUp(() => Promise.reject(new Error('not to be called')))
  const huge = { ...source('x', 51 * 1024 * 1024), bytes: () => Promise.reject(new Error('not to be read')) }
  await act(() => result.current.actions.read(huge))
  expect((await reach('file')).problem).toEqual({ kind: 'too-large', bytes: 51 * 1024 * 1024 })
  await act(() => result.current.actions.read({ ...huge, size: 1 }))
  expect((await reach('file')).problem).toEqual({ kind: 'unreadable' })
})

test('a field chosen by hand and an order chosen by hand stay', async () => {
  const { result, reach } = setUp(() => Promise.reject(new Error('not to be called')))
  await act(() => result.current.actions.read(source('Name,Seen,Email\nAna,01/02/2026,a@b.co\n')))
  await reach('columns')
  act(() => result.current.actions.choose(1, 'lastContactedDate'))
  act(() => result.current.actions.order(1, 'day-first'))
  act(() => result.current.actions.choose(0, null))
  const { choices } = await reach('columns')
  expect(choices.matches.map(match => match.field)).toEqual([null, 'lastContactedDate', 'creatorEmail'])
  expect(choices.orders.get(1)).toEqual({ order: 'day-first', by: 'person' })
})
