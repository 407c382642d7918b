import { expect, test } from 'vitest'
import { FakeTime } from '../testing/fake-timers.ts'
import { StorageWatch } from './storage-watch.ts'

function watch(usage: number | null, quota: number | null) {
  const { timers } = new FakeTime()
  return new StorageWatch(
    { timers, reportFault: () => undefined, estimateStorage: async () => ({ usage, quota, persisted: false }) },
    () => undefined,
  )
}

test.each([
  [10, 100, 'ample'],
  [91, 100, 'low'],
  [null, null, 'unknown'],
] as const)('%s of %s bytes used is %s', async (usage, quota, room) => {
  expect(await watch(usage, quota).report()).toMatchObject({ room })
})

test('a write that failed for want of room says full until one finds room again', async () => {
  const storage = watch(10, 100)
  storage.noteRoom(false)
  expect(await storage.report()).toMatchObject({ room: 'full' })
  storage.noteRoom(true)
  expect(await storage.report()).toMatchObject({ room: 'ample' })
})

test('what the page was told of persistence counts', async () => {
  const storage = watch(10, 100)
  expect(await storage.report()).toMatchObject({ persisted: false })
  storage.notePersisted(true)
  expect(await storage.report()).toMatchObject({ persisted: true })
})
