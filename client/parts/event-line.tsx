import type { ReactNode } from 'react'
import type { AuditAction, AuditEvent } from '#client/core/api.ts'
import { Badge, type Tone } from '#client/ui/badge.tsx'
import { words } from '#client/words/en.ts'
import { ChangeList } from './change-list.tsx'
import { fullInstantWords } from './day-words.ts'

export type EventLineProps = {
  readonly event: AuditEvent
  readonly device: string
  /** When, in a few words. */
  readonly time: string
  /** What it was done to, where that is not plain. */
  readonly target?: ReactNode
}

/** One event of the audit trail: what, to what, by whom, on which device, when, and what changed. */
export function EventLine({ event, device, time, target }: EventLineProps) {
  return (
    <div className="flex flex-col gap-1.5 py-3">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
        <Badge tone={tones[event.action]}>{words.records.actions[event.action]}</Badge>
        {target}
        <span className="text-muted">
          {event.actorName === '' ? words.records.someone : event.actorName} · {device}
          {event.ip !== null && <span className="tabular text-faint"> · {event.ip}</span>}
        </span>
        <time
          dateTime={new Date(event.at).toISOString()}
          title={fullInstantWords(event.at)}
          className="ml-auto shrink-0 whitespace-nowrap normal-nums text-faint"
        >
          {time}
        </time>
      </div>
      {event.notes !== null && <p className="text-sm text-muted">{event.notes}</p>}
      <ChangeList changes={event.changes} />
    </div>
  )
}

const tones: Readonly<Record<AuditAction, Tone>> = {
  CREATE: 'good',
  UPDATE: 'neutral',
  DELETE: 'bad',
  RESTORE: 'good',
  VIEW: 'neutral',
  COPY: 'warn',
  EXPORT: 'warn',
  IMPORT: 'good',
  UNLOCK: 'neutral',
  LOGIN: 'neutral',
  ENROL: 'warn',
  REVOKE: 'bad',
  ROTATE: 'warn',
  GENERATE: 'neutral',
}
