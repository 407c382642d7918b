import type { Clock, Timers } from '../relay.ts'

export type FakeTime = { clock: Clock; timers: Timers; pass(milliseconds: number): void }

/** A clock that stands until the test moves it, and then runs what is due. */
export function createFakeTime(startAt = Date.UTC(2026, 0, 5, 9)): FakeTime {
  let now = startAt
  const waiting = new Set<{ at: number; task: () => void }>()
  return {
    clock: { now: () => now },
    timers: {
      after(milliseconds, task) {
        const timer = { at: now + milliseconds, task }
        waiting.add(timer)
        return () => waiting.delete(timer)
      },
    },
    pass(milliseconds) {
      now += milliseconds
      for (const timer of [...waiting].sort((a, b) => a.at - b.at)) {
        if (timer.at > now || !waiting.delete(timer)) continue
        timer.task()
      }
    },
  }
}
