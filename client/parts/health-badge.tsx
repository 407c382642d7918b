import type { Health, HealthReason, HealthScore } from '#shared/domain/health.ts'
import { HealthMark, type HealthShape } from '#client/ui/health-mark.tsx'
import { words } from '#client/words/en.ts'

export type HealthBadgeProps = { readonly health: Health; readonly withLabel?: boolean }

/** How a creator fares; why is told on hover, focus and tap. */
export function HealthBadge({ health, withLabel = false }: HealthBadgeProps) {
  return (
    <HealthMark
      shape={healthShapes[health.score]}
      label={words.records.health[health.score]}
      reason={healthWords(health)}
      withLabel={withLabel}
    />
  )
}

export const healthShapes: Readonly<Record<HealthScore, HealthShape>> = { RED: 'bad', YELLOW: 'warn', GREEN: 'good' }

/** `No update for 16 days while onboarding`. */
export function healthWords(health: Health): string {
  return health.reasons.length === 0 ? words.records.recentlyUpdated : health.reasons.map(reasonWords).join('. ')
}

function reasonWords(reason: HealthReason): string {
  switch (reason.code) {
    case 'idle':
      return words.records.idle(reason.days)
    case 'idle-in-stage':
      return words.records.idleInStage(reason.days, words.records.stageInSentence[reason.stage])
    case 'follow-up-overdue':
      return words.records.overdueBy(reason.days)
  }
}
