import { expect, test } from 'vitest'
import { healthWords } from './health-badge.tsx'

test('a healthy creator is up to date', () => {
  expect(healthWords({ score: 'GREEN', reasons: [] })).toBe('Up to date')
})

test('every reason is told, the one that decided first', () => {
  const stage = 'ONBOARDING'
  expect(
    healthWords({
      score: 'RED',
      reasons: [
        { code: 'idle-in-stage', days: 16, stage },
        { code: 'follow-up-overdue', days: 1, stage },
      ],
    }),
  ).toBe('No update for 16 days while onboarding. Follow-up overdue by 1 day')
})
