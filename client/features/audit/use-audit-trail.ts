import { useCallback, useEffect, useRef, useState } from 'react'
import type { AuditEvent } from '#client/core/api.ts'
import { useCore, useCreators } from '#client/store/core-context.tsx'
import { useRun } from '#client/store/use-run.ts'

const pageSize = 200

export type AuditTrail = {
  /** Null until the first page is there. Newest first. */
  readonly events: readonly AuditEvent[] | null
  readonly hasMore: boolean
  readonly loadOlder: () => void
}

/** The trail page by page; what happens meanwhile is put on top. */
export function useAuditTrail(): AuditTrail {
  const core = useCore()
  const run = useRun()
  const rows = useCreators()
  const [events, setEvents] = useState<readonly AuditEvent[] | null>(null)
  const [hasMore, setHasMore] = useState(true)
  const isLoading = useRef(false)

  useEffect(() => {
    let isHere = true
    run('audit', async () => {
      const newest = await core.api.studio.audit({ before: null, limit: pageSize })
      if (!isHere) return
      setEvents(present => merged(newest, present ?? []))
      if (newest.length < pageSize) setHasMore(false)
    })
    return () => {
      isHere = false
    }
    // Every change of a row has an event of its own: rows say when to look again.
  }, [core, rows, run])

  const loadOlder = useCallback(() => {
    const oldest = events?.at(-1)
    if (oldest === undefined || isLoading.current) return
    isLoading.current = true
    run('audit', async () => {
      const older = await core.api.studio.audit({ before: oldest.at, limit: pageSize })
      isLoading.current = false
      setEvents(present => merged(present ?? [], older))
      if (older.length < pageSize) setHasMore(false)
    })
  }, [core, events, run])
  return { events, hasMore, loadOlder }
}

/** Pages may overlap where events share a moment. */
function merged(newer: readonly AuditEvent[], older: readonly AuditEvent[]): readonly AuditEvent[] {
  const known = new Set(newer.map(event => event.id))
  return [...newer, ...older.filter(event => !known.has(event.id))].toSorted((one, other) => other.at - one.at)
}
