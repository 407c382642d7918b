import { useCallback, useSyncExternalStore } from 'react'
import { dayInZone } from '#shared/domain/day.ts'
import { deviceZone, every, systemClock } from '#client/platform/clock.ts'
import { useSettings } from './core-context.tsx'

const minuteMs = 60_000
const listeners = new Set<() => void>()
let stop: (() => void) | null = null
let minute = Math.floor(systemClock.now() / minuteMs)

/** One timer for all, and a look at the clock whenever the page is shown again: timers sleep with the machine. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  stop ??= startTicking()
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    stop?.()
    stop = null
  }
}

function startTicking(): () => void {
  const tick = (): void => {
    const next = Math.floor(systemClock.now() / minuteMs)
    if (next === minute) return
    minute = next
    for (const listener of listeners) listener()
  }
  const stopTimer = every(1_000, tick)
  document.addEventListener('visibilitychange', tick)
  return () => {
    stopTimer()
    document.removeEventListener('visibilitychange', tick)
  }
}

/** The present, to the minute. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, presentMinute) * minuteMs
}

/** Today in the workspace's zone as `YYYY-MM-DD`; renders anew at midnight only. */
export function useToday(): string {
  const zone = useWorkspaceZone()
  return useSyncExternalStore(
    subscribe,
    useCallback(() => dayInZone(minute * minuteMs, zone), [zone]),
  )
}

export function useWorkspaceZone(): string {
  const settings = useSettings()
  return settings?.workspaceTimezone ?? deviceZone()
}

function presentMinute(): number {
  return minute
}
