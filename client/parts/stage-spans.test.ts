import { expect, test } from 'vitest'
import { sampleCreator } from './sample-creator.test-data.ts'
import { daysInStage, stageSpans } from './stage-spans.ts'

const day = 86_400_000

test('each stage lasts until the next one begins, the last one lasts', () => {
  const row = sampleCreator({
    stageHistory: [
      { stage: 'LAUNCH', at: 10 * day, by: 'm' },
      { stage: 'ONBOARDING', at: 2 * day, by: 'm' },
    ],
  })
  expect(stageSpans(row, 15 * day)).toEqual([
    { stage: 'ONBOARDING', from: 2 * day, until: 10 * day, days: 8, by: 'm' },
    { stage: 'LAUNCH', from: 10 * day, until: null, days: 5, by: 'm' },
  ])
})

test('without a history the present stage is the journey', () => {
  const row = sampleCreator({ journeyStatus: 'LIVE', lastStatusChange: 3 * day })
  expect(stageSpans(row, 5 * day)).toEqual([{ stage: 'LIVE', from: 3 * day, until: null, days: 2, by: null }])
  expect(daysInStage(row, 5 * day)).toBe(2)
})

test('a clock that runs behind gives no negative days', () => {
  expect(daysInStage(sampleCreator({ lastStatusChange: 9 * day }), 5 * day)).toBe(0)
})
