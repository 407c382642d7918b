import { useMemo } from 'react'
import { healthOf, healthThresholds, type Health, type HealthThresholds } from '#shared/domain/health.ts'
import type { CreatorRow } from '#shared/domain/row.ts'
import { useSettings } from './core-context.tsx'
import { useToday, useWorkspaceZone } from './use-now.ts'

/** Health by row, remembered for each row's identity as long as the day, the zone and the thresholds stand. */
export type HealthOf = (row: CreatorRow) => Health

export function createHealthOf(today: string, zone: string, thresholds: HealthThresholds): HealthOf {
  const known = new WeakMap<CreatorRow, Health>()
  return row => {
    const health = known.get(row) ?? healthOf(row, today, zone, thresholds)
    known.set(row, health)
    return health
  }
}

let latest: { readonly key: string; readonly of: HealthOf } | null = null

/** One memory for all screens, so that going from one to the next computes nothing again. */
function sharedHealthOf(today: string, zone: string, thresholds: HealthThresholds): HealthOf {
  const key = `${today} ${zone} ${JSON.stringify(thresholds)}`
  if (latest?.key !== key) latest = { key, of: createHealthOf(today, zone, thresholds) }
  return latest.of
}

export function useHealthOf(): HealthOf {
  const today = useToday()
  const zone = useWorkspaceZone()
  const settings = useSettings()
  return useMemo(() => sharedHealthOf(today, zone, healthThresholds(settings ?? undefined)), [today, zone, settings])
}
