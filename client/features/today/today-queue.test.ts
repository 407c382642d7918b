import { expect, test } from 'vitest'
import { duplicateGroups } from '#shared/domain/duplicates.ts'
import { sampleCreator } from '#client/parts/sample-creator.test-data.ts'
import { buildTodayQueue, urgentFirst, type QueueDeps } from './today-queue.ts'

const deps: QueueDeps = {
  today: '2026-11-21',
  healthOf: row => (row.tags.includes('red') ? 'RED' : row.tags.includes('yellow') ? 'YELLOW' : 'GREEN'),
  duplicateGroups,
}
const day = 86_400_000

function person(id: string, values: Parameters<typeof sampleCreator>[0] = {}) {
  return sampleCreator({ id, creatorEmail: `${id}@example.com`, ...values })
}

test('urgent creators stand worst first, longest since their stage changed first', () => {
  const rows = [
    person('a', { tags: ['yellow'], lastStatusChange: 1 * day }),
    person('b', { tags: ['red'], lastStatusChange: 9 * day }),
    person('c', { tags: ['red'], lastStatusChange: 3 * day }),
    person('d'),
  ]
  expect(urgentFirst(deps, rows).map(row => row.id)).toEqual(['c', 'b', 'a'])
})

test('follow-ups stand longest overdue first, equal dates by priority', () => {
  const queue = buildTodayQueue(deps, [
    person('a', { nextFollowUpDate: '2026-11-20', priorityLevel: 4 }),
    person('b', { nextFollowUpDate: '2026-11-20', priorityLevel: 1 }),
    person('c', { nextFollowUpDate: '2026-11-01' }),
    person('d', { nextFollowUpDate: '2026-11-21' }),
    person('e', { nextFollowUpDate: '2026-11-22' }),
  ])
  expect(queue.overdue.map(row => row.id)).toEqual(['c', 'b', 'a'])
  expect(queue.dueToday.map(row => row.id)).toEqual(['d'])
  expect(queue.size).toBe(4)
})

test('who stands among the follow-ups is not listed twice', () => {
  const queue = buildTodayQueue(deps, [person('a', { nextFollowUpDate: '2026-11-01', tags: ['red'] })])
  expect(queue.urgent).toEqual([])
  expect(queue.size).toBe(1)
})

test('archived and deleted creators ask for nothing', () => {
  const late = { nextFollowUpDate: '2026-11-01', tags: ['red'] }
  const queue = buildTodayQueue(deps, [
    person('a', { ...late, isActive: false }),
    person('b', { ...late, deletedAt: 1, conflicts: ['brandNiche'] }),
  ])
  expect(queue.size).toBe(0)
})

test('[M2] records that share an e-mail and fields in conflict need attention', () => {
  const queue = buildTodayQueue(deps, [
    person('a', { creatorEmail: 'Ana@example.com' }),
    person('b', { creatorEmail: 'ana@example.com' }),
    person('c', { conflicts: ['brandNiche'] }),
  ])
  expect(queue.duplicates.map(group => group.map(row => row.id))).toEqual([['a', 'b']])
  expect(queue.conflicted.map(row => row.id)).toEqual(['c'])
  expect(queue.size).toBe(3)
})
