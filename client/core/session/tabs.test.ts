import { expect, test } from 'vitest'
import type { CoreEvent } from '../api.ts'
import { Tabs } from './tabs.ts'

test('[T3] every tab is told, and the last one to go is noticed', async () => {
  const goneByLock = new Map<string, () => void>()
  let isLastGone = false
  const tabs = new Tabs(
    lock => new Promise(resolve => goneByLock.set(lock, resolve)),
    () => (isLastGone = true),
  )
  const heard: string[] = []
  const first = tabs.add('one', event => heard.push(`one ${event.kind}`))
  const second = tabs.add('two', event => heard.push(`two ${event.kind}`))
  const event: CoreEvent = { kind: 'undo', state: { undo: null, redo: null } }
  tabs.tell(event)
  goneByLock.get('one')?.()
  await first
  expect(isLastGone).toBe(false)
  tabs.tell(event)
  goneByLock.get('two')?.()
  await second
  expect(isLastGone).toBe(true)
  expect(heard).toEqual(['one undo', 'two undo', 'two undo'])
})
