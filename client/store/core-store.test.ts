import { expect, test } from 'vitest'
import { utf8ToBytes } from '#shared/protocol/bytes.ts'
import { DeviceId, MemberId, WorkspaceId } from '#shared/protocol/ids.ts'
import type { Phase } from '#client/core/api.ts'
import { createCoreStore } from './core-store.ts'

const uuid = '00000000-0000-4000-8000-000000000001'
const open: Phase = {
  kind: 'open',
  workspace: WorkspaceId.parse(uuid),
  member: MemberId.parse(uuid),
  device: DeviceId.parse(uuid),
}
const locked = (reason: 'by-hand' | null): Phase => ({ kind: 'locked', methods: ['passkey'], reason })

function openStore() {
  const store = createCoreStore()
  store.take({ kind: 'phase', phase: open })
  store.take({
    kind: 'rows',
    json: utf8ToBytes(JSON.stringify({ creator: [{ id: uuid, conflicts: [] }] })),
    last: true,
  })
  store.take({ kind: 'undo', state: { undo: 'Add Solstice', redo: null } })
  store.take({ kind: 'notice', notice: { kind: 'clock-wrong', offMs: 90_000 } })
  return store
}

test('a lock empties rows, undo labels and notices', () => {
  const store = openStore()
  expect(store.rows.creators()).toHaveLength(1)
  store.take({ kind: 'phase', phase: locked('by-hand') })
  expect(store.rows.creators()).toEqual([])
  expect(store.state()).toMatchObject({ undo: { undo: null, redo: null }, notices: [], rowsComplete: false })
})

test('the reason of a lock outlives the worker that locked', () => {
  const store = openStore()
  store.take({ kind: 'phase', phase: locked('by-hand') })
  store.take({ kind: 'phase', phase: { kind: 'starting' } })
  expect(store.state().phase.kind).toBe('locked')
  store.take({ kind: 'phase', phase: locked(null) })
  expect(store.state().phase).toEqual(locked('by-hand'))
})

test('a lock after an unlock has a reason of its own', () => {
  const store = openStore()
  store.take({ kind: 'phase', phase: locked('by-hand') })
  store.take({ kind: 'phase', phase: open })
  store.take({ kind: 'phase', phase: { kind: 'locked', methods: ['passkey'], reason: 'idle' } })
  expect(store.state().phase).toMatchObject({ reason: 'idle' })
})

test('notices are dismissed one by one', () => {
  const store = openStore()
  store.take({ kind: 'notice', notice: { kind: 'clock-wrong', offMs: 1 } })
  store.dismissNotice(store.state().notices[0]?.number ?? 0)
  expect(store.state().notices.map(({ notice }) => notice)).toEqual([{ kind: 'clock-wrong', offMs: 1 }])
})
