import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { Search } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { dayInZone } from '#shared/domain/day.ts'
import type { AuditEvent } from '#client/core/api.ts'
import { instantWords } from '#client/parts/day-words.ts'
import { EventLine } from '#client/parts/event-line.tsx'
import { useDeviceNames } from '#client/parts/use-device-names.ts'
import { useToday, useWorkspaceZone } from '#client/store/use-now.ts'
import { useRun } from '#client/store/use-run.ts'
import { Button } from '#client/ui/button.tsx'
import { EmptyState } from '#client/ui/empty-state.tsx'
import { PageHeader } from '#client/ui/page-header.tsx'
import { SelectField } from '#client/ui/select-field.tsx'
import { TextField } from '#client/ui/text-field.tsx'
import { useTop } from '#client/ui/use-top.ts'
import { words } from '#client/words/en.ts'
import { auditActions, filterEvents, parseAuditSearch, type AuditFilter } from './audit-view.ts'
import { useAuditTrail } from './use-audit-trail.ts'

/** Who did what, when and where: the trail, newest first. */
export function AuditScreen() {
  const [filter, change] = useAuditFilter()
  const { events, hasMore, loadOlder } = useAuditTrail()
  const deviceName = useDeviceNames()
  const shown = useMemo(() => filterEvents(events ?? [], filter, deviceName), [events, filter, deviceName])
  const isFiltered = filter.text !== '' || filter.action !== null
  return (
    <div className="mx-auto w-full max-w-5xl pb-16">
      <PageHeader title={words.audit.title} meta={words.audit.about} />
      <search className="flex flex-wrap items-center gap-2 border-b border-line px-4 pb-3 md:px-6">
        <TextField
          type="search"
          label={words.audit.search}
          labelHidden
          placeholder={words.audit.searchHint}
          leading={<Search aria-hidden className="size-4" />}
          className="min-w-56 flex-1 md:max-w-80"
          value={filter.text}
          onChange={event => change({ ...filter, text: event.currentTarget.value })}
        />
        <SelectField
          label={words.audit.action}
          labelHidden
          className="w-44"
          emptyLabel={words.audit.allActions}
          options={auditActions.map(action => ({ value: action, label: words.records.actions[action] }))}
          value={filter.action ?? ''}
          onChange={event =>
            change({ ...filter, action: parseAuditSearch({ action: event.currentTarget.value }).action ?? null })
          }
        />
        {isFiltered && (
          <Button variant="quiet" onClick={() => change({ text: '', action: null })}>
            {words.audit.clear}
          </Button>
        )}
        <p role="status" className="tabular ml-auto text-sm text-muted">
          {events === null ? '' : words.audit.count(shown.length, hasMore)}
        </p>
      </search>
      {events !== null && shown.length === 0 ? (
        <NoEvents isFiltered={isFiltered} hasMore={hasMore} onOlder={loadOlder} />
      ) : (
        <EventList events={shown} deviceName={deviceName} hasMore={hasMore} onOlder={loadOlder} />
      )}
    </div>
  )
}

/** What is typed lives here alone; the address follows the chosen action. */
function useAuditFilter(): readonly [AuditFilter, (filter: AuditFilter) => void] {
  const raw = useSearch({ strict: false })
  const navigate = useNavigate()
  const run = useRun()
  const [filter, setFilter] = useState<AuditFilter>(() => ({ text: '', action: parseAuditSearch(raw).action ?? null }))
  return [
    filter,
    next => {
      setFilter(next)
      if (next.action === filter.action) return
      const search = next.action === null ? {} : { action: next.action }
      run('navigate', () => navigate({ to: '/audit', search, replace: true }))
    },
  ]
}

type EventListProps = {
  readonly events: readonly AuditEvent[]
  readonly deviceName: (device: string) => string
  readonly hasMore: boolean
  readonly onOlder: () => void
}

function EventList({ events, deviceName, hasMore, onOlder }: EventListProps) {
  const list = useRef<HTMLOListElement>(null)
  const scrollMargin = useTop(list)
  const today = useToday()
  const zone = useWorkspaceZone()
  const virtual = useWindowVirtualizer({
    count: events.length,
    scrollMargin,
    estimateSize: () => 76,
    getItemKey: index => events[index]?.id ?? index,
    overscan: 8,
  })
  const items = virtual.getVirtualItems()
  const isAtEnd = (items.at(-1)?.index ?? 0) >= events.length - 1
  useEffect(() => {
    if (isAtEnd && hasMore && events.length > 0) onOlder()
  }, [isAtEnd, hasMore, events.length, onOlder])
  return (
    <>
      <ol ref={list} aria-label={words.audit.list} className="relative" style={{ height: virtual.getTotalSize() }}>
        {items.map(item => {
          const event = events[item.index]
          if (event === undefined) return null
          return (
            <li
              key={item.key}
              ref={virtual.measureElement}
              data-index={item.index}
              className="absolute inset-x-4 top-0 border-b border-line md:inset-x-6"
              style={{ transform: `translateY(${item.start - scrollMargin}px)` }}
            >
              <EventLine
                event={event}
                device={deviceName(event.device)}
                time={instantWords(dayInZone(event.at, zone), today, event.at)}
                target={<Target event={event} />}
              />
            </li>
          )
        })}
      </ol>
      {!hasMore && events.length > 0 && <p className="px-6 py-4 text-center text-sm text-faint">{words.audit.end}</p>}
    </>
  )
}

function Target({ event }: { readonly event: AuditEvent }) {
  const { targetDisplay, targetId, model } = event
  if (targetDisplay === null || targetDisplay === '') return null
  if (model !== 'creator' || targetId === null) return <span className="font-medium">{targetDisplay}</span>
  return (
    <Link
      to="/creators/$id"
      params={{ id: targetId }}
      dir="auto"
      className="max-w-full truncate font-medium hover:underline coarse:py-2"
    >
      {targetDisplay}
    </Link>
  )
}

type NoEventsProps = { readonly isFiltered: boolean; readonly hasMore: boolean; readonly onOlder: () => void }

function NoEvents({ isFiltered, hasMore, onOlder }: NoEventsProps) {
  if (!isFiltered) return <EmptyState title={words.audit.empty.title}>{words.audit.empty.text}</EmptyState>
  return (
    <EmptyState
      title={words.audit.noResult.title}
      actions={hasMore ? <Button onClick={onOlder}>{words.audit.older}</Button> : undefined}
    >
      {words.audit.noResult.text}
    </EmptyState>
  )
}
