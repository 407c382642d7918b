import type { Row } from '#shared/domain/row.ts'
import type { Values } from './change-set.ts'

/** Moving a creator to another stage stamps the move: [D…] lastStatusChange and stageHistory follow journeyStatus. */
export function withStageMove(values: Values, before: Row | null, now: number, member: string): Values {
  const stage = values['journeyStatus']
  if (typeof stage !== 'string' || stage === before?.['journeyStatus']) return values
  if (values['stageHistory'] !== undefined) return values
  const history = Array.isArray(before?.['stageHistory']) ? before['stageHistory'] : []
  return { ...values, lastStatusChange: now, stageHistory: [...history, { stage, at: now, by: member }] }
}
