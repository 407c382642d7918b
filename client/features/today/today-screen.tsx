import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { duplicateGroups } from '#shared/domain/duplicates.ts'
import type { CreatorRow } from '#shared/domain/row.ts'
import { fullDayWords } from '#client/parts/day-words.ts'
import { useCreators, useRowsComplete } from '#client/store/core-context.tsx'
import { useHealthOf } from '#client/store/health-of.ts'
import { useNow, useToday, useWorkspaceZone } from '#client/store/use-now.ts'
import { buttonClass } from '#client/ui/button.tsx'
import { EmptyState } from '#client/ui/empty-state.tsx'
import { JourneyLine } from '#client/ui/journey-line.tsx'
import { PageHeader } from '#client/ui/page-header.tsx'
import { words } from '#client/words/en.ts'
import { AttentionSection } from './attention-section.tsx'
import { greetingOf } from './greeting.ts'
import { QueueSection } from './queue-section.tsx'
import { StudioCharts } from './studio-charts.tsx'
import { buildTodayQueue, type TodayQueue } from './today-queue.ts'

/** The day's work, in the order that it is due. */
export function TodayScreen() {
  const rows = useCreators()
  const isComplete = useRowsComplete()
  const today = useToday()
  const zone = useWorkspaceZone()
  const now = useNow()
  const healthOf = useHealthOf()
  const queue = useMemo(
    () => buildTodayQueue({ today, healthOf: row => healthOf(row).score, duplicateGroups }, rows),
    [today, healthOf, rows],
  )
  const active = useMemo(() => rows.filter(row => row.deletedAt === null && row.isActive), [rows])
  return (
    <div className="mx-auto w-full max-w-5xl pb-16">
      <PageHeader
        title={words.today[greetingOf(now, zone)]}
        meta={
          <>
            <time dateTime={today} className="normal-nums">
              {fullDayWords(today)}
            </time>
            {isComplete && active.length > 0 && <> · {words.today.summary(queue.size)}</>}
          </>
        }
      />
      {isComplete && <TodayBody active={active} hasAny={rows.length > 0} queue={queue} today={today} />}
    </div>
  )
}

type TodayBodyProps = {
  readonly active: readonly CreatorRow[]
  readonly hasAny: boolean
  readonly queue: TodayQueue
  readonly today: string
}

function TodayBody({ active, hasAny, queue, today }: TodayBodyProps) {
  const healthOf = useHealthOf()
  if (!hasAny) return <EmptyStudio />
  const red = queue.urgent.filter(row => healthOf(row).score === 'RED')
  const yellow = queue.urgent.filter(row => healthOf(row).score === 'YELLOW')
  return (
    <>
      <StudioCharts rows={active} />
      <AttentionSection queue={queue} />
      <QueueSection title={words.today.overdue} rows={queue.overdue} today={today} />
      <QueueSection title={words.today.due} rows={queue.dueToday} today={today} />
      <QueueSection title={words.today.red} rows={red} today={today} />
      <QueueSection title={words.today.yellow} rows={yellow} today={today} />
      {queue.size === 0 && <AllClear />}
    </>
  )
}

function AllClear() {
  return (
    <EmptyState
      title={words.today.calm.title}
      picture={<JourneyLine current={3} size="lg" />}
      actions={
        <Link to="/creators" className={buttonClass('secondary', 'md')}>
          {words.today.calm.see}
        </Link>
      }
    >
      {words.today.calm.text}
    </EmptyState>
  )
}

function EmptyStudio() {
  return (
    <EmptyState
      title={words.today.empty.title}
      picture={<JourneyLine current={null} size="lg" />}
      actions={
        <>
          <Link to="/creators" search={{ form: 'new' }} className={buttonClass('primary', 'lg')}>
            {words.creators.newCreator}
          </Link>
          <Link to="/creators/import" className={buttonClass('secondary', 'lg')}>
            {words.creators.empty.import}
          </Link>
        </>
      }
    >
      {words.today.empty.text}
    </EmptyState>
  )
}
