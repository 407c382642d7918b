import { expect, test } from 'vitest'
import { FakeTime } from '../testing/fake-timers.ts'
import { IdleLock, longestOpenMs } from './idle-lock.ts'

function start(minutes = 10) {
  const time = new FakeTime()
  const reasons: string[] = []
  const idle = new IdleLock({ timers: time.timers, now: time.now, lock: reason => reasons.push(reason) }, minutes)
  return { time, reasons, idle }
}

test('[T1] locks after the idle time, and not while somebody is there', () => {
  const { time, reasons, idle } = start()
  for (let minute = 0; minute < 30; minute++) {
    time.advance(60_000)
    idle.used()
  }
  expect(reasons).toEqual([])
  time.advance(10 * 60_000)
  expect(reasons).toEqual(['idle'])
  expect(time.pending()).toBe(0)
})

test('[T1] locks after twelve hours however busy', () => {
  const { time, reasons, idle } = start()
  for (let spent = 0; spent < longestOpenMs; spent += 60_000) {
    time.advance(60_000)
    idle.used()
  }
  expect(reasons).toEqual(['too-long'])
})

test('[T2] the first touch after a sleep locks instead of counting as use', () => {
  const { time, reasons, idle } = start()
  time.sleep(11 * 60_000)
  idle.used()
  expect(reasons).toEqual(['idle'])
})

test('[T2] a clock set back does not keep a studio open', () => {
  const { time, reasons, idle } = start()
  time.sleep(-60 * 60_000)
  idle.check()
  expect(reasons).toEqual(['too-long'])
})

test('[T1] the settings change the time at once', () => {
  const { time, reasons, idle } = start()
  idle.setIdleMinutes(1)
  time.advance(75_000)
  expect(reasons).toEqual(['idle'])
})
