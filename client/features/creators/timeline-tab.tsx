import type { ReactNode } from 'react'
import { dayInZone } from '#shared/domain/day.ts'
import type { CreatorRow } from '#shared/domain/row.ts'
import { stages } from '#shared/domain/stage.ts'
import { DayText } from '#client/parts/day-text.tsx'
import { durationWords } from '#client/parts/day-words.ts'
import { daysInStage, stageSpans, type StageSpan } from '#client/parts/stage-spans.ts'
import { useNow, useToday, useWorkspaceZone } from '#client/store/use-now.ts'
import { Badge } from '#client/ui/badge.tsx'
import { JourneyLine } from '#client/ui/journey-line.tsx'
import { words } from '#client/words/en.ts'

const text = words.creators.timeline

/** The journey as a picture, then each stage with when it began and how long it lasted. */
export function TimelineTab({ row }: { readonly row: CreatorRow }) {
  const now = useNow()
  const spans = stageSpans(row, now)
  return (
    <div className="grid gap-8 lg:grid-cols-[minmax(0,1fr)_18rem]">
      <section aria-label={text.journey}>
        <div className="mb-6 flex flex-wrap items-center gap-x-8 gap-y-3">
          <JourneyLine current={stages.indexOf(row.journeyStatus)} size="xl" />
          <p>
            <span className="block text-xl font-semibold">{words.records.stage[row.journeyStatus]}</span>
            <span className="text-muted">{text.inStage(durationWords(daysInStage(row, now)))}</span>
          </p>
        </div>
        <ol className="flex flex-col">
          {spans.toReversed().map((span, index) => (
            <Span
              key={`${span.stage}-${span.from}`}
              span={span}
              isCurrent={index === 0}
              isLast={index === spans.length - 1}
            />
          ))}
        </ol>
      </section>
      <Dates row={row} />
    </div>
  )
}

function Span({
  span,
  isCurrent,
  isLast,
}: {
  readonly span: StageSpan
  readonly isCurrent: boolean
  readonly isLast: boolean
}) {
  const zone = useWorkspaceZone()
  const today = useToday()
  const duration = durationWords(span.days)
  return (
    <li className="relative flex gap-3 pb-5 last:pb-0">
      {!isLast && <span aria-hidden className="absolute bottom-0 left-[5px] top-5 w-px bg-line-strong" />}
      <span
        aria-hidden
        className={`mt-1.5 size-[11px] shrink-0 rounded-full ${dots[stages.indexOf(span.stage)] ?? ''}`}
      />
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {words.records.stage[span.stage]}
          {isCurrent && <Badge tone="accent">{text.current}</Badge>}
        </p>
        <p className="tabular text-sm text-muted">
          <DayText day={dayInZone(span.from, zone)} today={today} /> ·{' '}
          {span.until === null ? text.inStage(duration) : text.lasted(duration)}
        </p>
      </div>
    </li>
  )
}

function Dates({ row }: { readonly row: CreatorRow }) {
  const zone = useWorkspaceZone()
  const today = useToday()
  const dayOf = (at: number | null) => (at === null ? null : dayInZone(at, zone))
  return (
    <section aria-label={text.events} className="lg:border-l lg:border-line lg:pl-6">
      <dl className="flex flex-col gap-3 text-sm">
        <DateFact label={text.followUp}>
          <DayText day={row.nextFollowUpDate} today={today} due />
        </DateFact>
        <DateFact label={text.contacted}>
          <DayText day={row.lastContactedDate} today={today} />
        </DateFact>
        <DateFact label={text.updated}>
          <DayText day={dayOf(row.updatedAt)} today={today} />
        </DateFact>
        <DateFact label={text.created}>
          <DayText day={dayOf(row.createdAt)} today={today} />
        </DateFact>
      </dl>
    </section>
  )
}

function DateFact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt className="text-xs text-faint">{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}

const dots = ['bg-stage-1', 'bg-stage-2', 'bg-stage-3', 'bg-stage-4', 'bg-stage-5', 'bg-stage-6']
