import { useEffect, useState } from 'react'
import { dayInZone } from '#shared/domain/day.ts'
import type { CreatorRow } from '#shared/domain/row.ts'
import type { AuditEvent } from '#client/core/api.ts'
import { instantWords } from '#client/parts/day-words.ts'
import { EventLine } from '#client/parts/event-line.tsx'
import { useDeviceNames } from '#client/parts/use-device-names.ts'
import { useCore } from '#client/store/core-context.tsx'
import { useToday, useWorkspaceZone } from '#client/store/use-now.ts'
import { useRun } from '#client/store/use-run.ts'
import { EmptyState } from '#client/ui/empty-state.tsx'
import { words } from '#client/words/en.ts'

const pageSize = 100

/** Everything that was done to this record, newest first. */
export function HistoryTab({ row }: { readonly row: CreatorRow }) {
  const events = useHistory(row)
  const deviceName = useDeviceNames()
  const today = useToday()
  const zone = useWorkspaceZone()
  const [limit, setLimit] = useState(pageSize)
  if (events === null) return null
  if (events.length === 0) {
    return <EmptyState title={words.creators.history.empty.title}>{words.creators.history.empty.text}</EmptyState>
  }
  return (
    <>
      <ol className="divide-y divide-line">
        {events.slice(0, limit).map(event => (
          <li key={event.id}>
            <EventLine
              event={event}
              device={deviceName(event.device)}
              time={instantWords(dayInZone(event.at, zone), today, event.at)}
            />
          </li>
        ))}
      </ol>
      {events.length > limit && (
        <button
          type="button"
          className="mt-3 text-sm font-medium text-accent-text hover:underline coarse:min-h-11"
          onClick={() => setLimit(limit + pageSize)}
        >
          {words.audit.older}
        </button>
      )}
    </>
  )
}

/** Read again whenever the record changes. */
function useHistory(row: CreatorRow): readonly AuditEvent[] | null {
  const core = useCore()
  const run = useRun()
  const [events, setEvents] = useState<readonly AuditEvent[] | null>(null)
  useEffect(() => {
    let isHere = true
    run('history', async () => {
      const found = await core.api.studio.history(row.id)
      if (isHere) setEvents(found.toSorted((one, other) => other.at - one.at))
    })
    return () => {
      isHere = false
    }
  }, [core, row, run])
  return events
}
