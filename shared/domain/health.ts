import { dayNumber, dayNumberInZone } from './day.ts'
import type { CreatorRow, SettingsRow } from './row.ts'
import type { Stage } from './stage.ts'

export type HealthScore = 'GREEN' | 'YELLOW' | 'RED'

export type HealthReason =
  /** Nothing changed for so long, whatever the stage. */
  | { readonly code: 'idle'; readonly days: number; readonly stage: Stage }
  /** Nothing changed for longer than this stage bears. */
  | { readonly code: 'idle-in-stage'; readonly days: number; readonly stage: Stage }
  | { readonly code: 'follow-up-overdue'; readonly days: number; readonly stage: Stage }

/** The reason that decided stands first; none for GREEN. */
export type Health = { readonly score: HealthScore; readonly reasons: readonly HealthReason[] }

export type HealthThresholds = {
  readonly redIdleDays: number
  readonly earlyRedIdleDays: number
  readonly earlyYellowIdleDays: number
  readonly pausedYellowIdleDays: number
}

export const defaultHealthThresholds: HealthThresholds = {
  redIdleDays: 30,
  earlyRedIdleDays: 14,
  earlyYellowIdleDays: 7,
  pausedYellowIdleDays: 7,
}

export function healthThresholds(settings: Partial<SettingsRow> | undefined): HealthThresholds {
  return {
    redIdleDays: settings?.redIdleDays ?? defaultHealthThresholds.redIdleDays,
    earlyRedIdleDays: settings?.earlyRedIdleDays ?? defaultHealthThresholds.earlyRedIdleDays,
    earlyYellowIdleDays: settings?.earlyYellowIdleDays ?? defaultHealthThresholds.earlyYellowIdleDays,
    pausedYellowIdleDays: settings?.pausedYellowIdleDays ?? defaultHealthThresholds.pausedYellowIdleDays,
  }
}

type HealthInput = Pick<CreatorRow, 'journeyStatus' | 'nextFollowUpDate' | 'updatedAt'>

const green: Health = { score: 'GREEN', reasons: [] }

/** [H1]–[H6] The first row of the table that matches decides; what else speaks against GREEN follows it. */
export function healthOf(row: HealthInput, today: string, zone: string, thresholds: HealthThresholds): Health {
  const stage = row.journeyStatus
  const days = row.updatedAt === null ? 0 : Math.max(0, dayNumber(today) - dayNumberInZone(row.updatedAt, zone))
  const overdue: HealthReason[] =
    row.nextFollowUpDate !== null && row.nextFollowUpDate < today
      ? [{ code: 'follow-up-overdue', days: dayNumber(today) - dayNumber(row.nextFollowUpDate), stage }]
      : []
  const isEarly = stage === 'ONBOARDING' || stage === 'BRAND_BUILDING'
  if (days >= thresholds.redIdleDays) return { score: 'RED', reasons: [{ code: 'idle', days, stage }, ...overdue] }
  if (isEarly && days >= thresholds.earlyRedIdleDays)
    return { score: 'RED', reasons: [{ code: 'idle-in-stage', days, stage }, ...overdue] }
  const isIdle =
    (stage === 'PAUSED' && days >= thresholds.pausedYellowIdleDays) ||
    (isEarly && days >= thresholds.earlyYellowIdleDays)
  if (overdue.length === 0 && !isIdle) return green
  return { score: 'YELLOW', reasons: isIdle ? [...overdue, { code: 'idle-in-stage', days, stage }] : overdue }
}
