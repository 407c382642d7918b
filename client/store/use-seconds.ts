import { useEffect, useState } from 'react'
import { every, systemClock } from '#client/platform/clock.ts'

/** The present, told each second while `isOn`: for what counts down before one's eyes. */
export function useSeconds(isOn: boolean): number {
  const [now, setNow] = useState(systemClock.now)
  useEffect(() => {
    if (!isOn) return undefined
    return every(1_000, () => setNow(systemClock.now()))
  }, [isOn])
  return now
}
