import { expect, test } from 'vitest'
import { stages } from '#shared/domain/stage.ts'
import { sampleCreator } from '#client/parts/sample-creator.test-data.ts'
import { boardColumns } from './board-columns.ts'

test('every stage has its column, in the order of the journey, even an empty one', () => {
  expect(boardColumns([]).map(column => column.stage)).toEqual(stages)
})

test('a column begins with the highest priority, then the longest in the stage', () => {
  const columns = boardColumns([
    sampleCreator({ id: 'a', journeyStatus: 'LIVE', priorityLevel: 3, lastStatusChange: 1 }),
    sampleCreator({ id: 'b', journeyStatus: 'LIVE', priorityLevel: 1, lastStatusChange: 9 }),
    sampleCreator({ id: 'c', journeyStatus: 'LIVE', priorityLevel: 1, lastStatusChange: 2 }),
  ])
  expect(columns.find(column => column.stage === 'LIVE')?.rows.map(row => row.id)).toEqual(['c', 'b', 'a'])
})

test('archived and deleted creators stand on no board', () => {
  const columns = boardColumns([sampleCreator({ isActive: false }), sampleCreator({ deletedAt: 1 })])
  expect(columns.flatMap(column => column.rows)).toEqual([])
})
