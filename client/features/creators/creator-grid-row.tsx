import { memo, type KeyboardEvent, type MouseEvent as ReactMouseEvent } from 'react'
import type { Health } from '#shared/domain/health.ts'
import type { CreatorRow } from '#shared/domain/row.ts'
import { CreatorAvatar } from '#client/parts/creator-avatar.tsx'
import { DayText } from '#client/parts/day-text.tsx'
import { HealthBadge } from '#client/parts/health-badge.tsx'
import { StageLabel } from '#client/parts/stage-label.tsx'
import { TagChips } from '#client/parts/tag-chips.tsx'
import { Checkbox } from '#client/ui/checkbox.tsx'
import { classNames } from '#client/ui/class-names.ts'
import { words } from '#client/words/en.ts'
import type { SortKey } from './creator-view.ts'

/** Which columns there is room for depends on the grid's own width. */
const fromMedium = 'hidden @4xl:flex'
const fromWide = 'hidden @5xl:flex'

export const gridColumns: readonly { readonly key: SortKey; readonly className?: string }[] = [
  { key: 'brand' },
  { key: 'name' },
  { key: 'niche', className: fromMedium },
  { key: 'stage' },
  { key: 'health' },
  { key: 'priority', className: fromMedium },
  { key: 'lastContact', className: fromWide },
  { key: 'followUp' },
  { key: 'tags', className: fromWide },
]

export const rowClass = classNames(
  'grid items-center gap-x-3',
  'grid-cols-[2rem_minmax(0,1.7fr)_minmax(0,1.1fr)_11rem_3.25rem_6.5rem]',
  '@4xl:grid-cols-[2rem_minmax(0,1.7fr)_minmax(0,1.1fr)_minmax(0,1fr)_11rem_3.25rem_3.25rem_6.5rem]',
  '@5xl:grid-cols-[2rem_minmax(0,1.7fr)_minmax(0,1.1fr)_minmax(0,1fr)_11rem_3.25rem_3.25rem_5.5rem_6.5rem_minmax(0,1fr)]',
)

export type CreatorGridRowProps = {
  readonly row: CreatorRow
  readonly index: number
  readonly top: number
  readonly height: number
  readonly today: string
  readonly health: Health
  readonly isSelected: boolean
  readonly isTabStop: boolean
  readonly onToggle: (id: string, range: boolean) => void
  readonly onActive: (index: number) => void
  readonly onOpen: (id: string) => void
  readonly onStage: (id: string, anchor: HTMLElement) => void
}

export const CreatorGridRow = memo(function CreatorGridRow(props: CreatorGridRowProps) {
  const { row, index, isSelected, health, today } = props

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    if (event.target !== event.currentTarget || event.key !== 'Enter') return
    event.preventDefault()
    props.onOpen(row.id)
  }

  // The router's own link listens to every navigation, and a keystroke in the search is one: too dear once a row.
  function open(event: ReactMouseEvent): void {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    props.onOpen(row.id)
  }

  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      tabIndex={props.isTabStop ? 0 : -1}
      onFocus={() => props.onActive(index)}
      onKeyDown={onKeyDown}
      className={classNames(
        rowClass,
        'absolute inset-x-0 top-0 border-b border-line text-sm -outline-offset-2 focus-visible:outline-2 focus-visible:outline-accent',
        isSelected ? 'bg-accent-soft' : 'hover:bg-hover',
      )}
      style={{ height: props.height, transform: `translateY(${props.top}px)` }}
    >
      <div role="gridcell" className="flex items-center justify-center">
        <Checkbox
          label={words.creators.select(row.brandName)}
          labelHidden
          checked={isSelected}
          tabIndex={-1}
          onChange={event => props.onToggle(row.id, isShift(event.nativeEvent))}
        />
      </div>
      <div role="gridcell" className="flex min-w-0 items-center gap-2">
        <CreatorAvatar row={row} size="sm" />
        <a
          href={`/creators/${row.id}`}
          onClick={open}
          tabIndex={-1}
          dir="auto"
          className="truncate py-2 text-left text-base font-medium hover:underline"
          title={row.brandName}
        >
          {row.brandName}
        </a>
      </div>
      <div role="gridcell" className="truncate text-left text-muted" dir="auto" title={row.creatorName}>
        {row.creatorName}
      </div>
      <div role="gridcell" className={classNames('min-w-0 text-muted', fromMedium)} title={row.brandNiche}>
        <span className="truncate text-left" dir="auto">
          {row.brandNiche}
        </span>
      </div>
      <div role="gridcell" className="min-w-0">
        <StageCell row={row} onStage={props.onStage} />
      </div>
      <div role="gridcell">
        <HealthBadge health={health} />
      </div>
      <div role="gridcell" className={classNames('tabular text-muted', fromMedium)}>
        {row.priorityLevel}
      </div>
      <div role="gridcell" className={classNames('min-w-0 whitespace-nowrap text-muted', fromWide)}>
        <DayText day={row.lastContactedDate} today={today} />
      </div>
      <div role="gridcell" className="whitespace-nowrap">
        <DayText day={row.nextFollowUpDate} today={today} due />
      </div>
      <div role="gridcell" className={classNames('min-w-0 overflow-hidden', fromWide)}>
        <TagChips tags={row.tags} limit={1} />
      </div>
    </div>
  )
})

function StageCell({ row, onStage }: Pick<CreatorGridRowProps, 'row' | 'onStage'>) {
  const { stage } = words.records
  return (
    <button
      type="button"
      tabIndex={-1}
      data-stage-of={row.id}
      aria-haspopup="menu"
      aria-label={`${words.records.stageOf(stage[row.journeyStatus])}. ${words.records.changeStage}`}
      className="-mx-1.5 flex h-7 max-w-full items-center rounded-sm px-1.5 hover:bg-sunken coarse:h-11"
      onClick={event => onStage(row.id, event.currentTarget)}
    >
      <StageLabel stage={row.journeyStatus} />
    </button>
  )
}

function isShift(event: Event): boolean {
  return event instanceof MouseEvent && event.shiftKey
}
