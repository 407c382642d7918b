import { Link } from '@tanstack/react-router'
import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { memo, useCallback, useImperativeHandle, useRef } from 'react'
import type { CreatorRow } from '#shared/domain/row.ts'
import { CreatorAvatar } from '#client/parts/creator-avatar.tsx'
import { DayText } from '#client/parts/day-text.tsx'
import { HealthBadge } from '#client/parts/health-badge.tsx'
import { StageLabel } from '#client/parts/stage-label.tsx'
import { TagChips } from '#client/parts/tag-chips.tsx'
import { Checkbox } from '#client/ui/checkbox.tsx'
import { classNames } from '#client/ui/class-names.ts'
import { useTop } from '#client/ui/use-top.ts'
import { words } from '#client/words/en.ts'
import type { CreatorGridProps } from './creator-grid.tsx'
import type { CreatorGridRowProps } from './creator-grid-row.tsx'

/** The same list on a narrow screen: a card a creator. */
export function CreatorCards(props: CreatorGridProps) {
  const { rows, selection, handle } = props
  const list = useRef<HTMLDivElement>(null)
  const scrollMargin = useTop(list)
  const virtual = useWindowVirtualizer({
    count: rows.length,
    scrollMargin,
    estimateSize: () => 104,
    getItemKey: useCallback((index: number) => rows[index]?.id ?? index, [rows]),
    overscan: 5,
  })
  useImperativeHandle(handle, () => ({ focusRow: index => virtual.scrollToIndex(index) }))
  return (
    <div ref={list}>
      <div
        role="table"
        aria-label={words.creators.grid}
        aria-rowcount={rows.length}
        className="relative"
        style={{ height: virtual.getTotalSize() }}
      >
        <div role="rowgroup">
          {virtual.getVirtualItems().map(item => {
            const row = rows[item.index]
            if (row === undefined) return null
            return (
              <div
                key={item.key}
                ref={virtual.measureElement}
                data-index={item.index}
                role="row"
                aria-rowindex={item.index + 1}
                className="absolute inset-x-0 top-0"
                style={{ transform: `translateY(${item.start - scrollMargin}px)` }}
              >
                <CreatorCard
                  row={row}
                  today={props.today}
                  health={props.healthOf(row)}
                  isSelected={selection.ids.has(row.id)}
                  onToggle={selection.toggle}
                  onStage={props.onStage}
                />
              </div>
            )
          })}
        </div>
      </div>
    </div>
  )
}

type CardProps = Pick<CreatorGridRowProps, 'row' | 'today' | 'health' | 'isSelected' | 'onToggle' | 'onStage'>

const CreatorCard = memo(function CreatorCard({ row, today, health, isSelected, onToggle, onStage }: CardProps) {
  return (
    <div
      role="cell"
      className={classNames('relative flex gap-2 border-b border-line py-2 pl-1 pr-4', isSelected && 'bg-accent-soft')}
    >
      <div className="flex flex-col items-center">
        <Checkbox
          label={words.creators.select(row.brandName)}
          labelHidden
          checked={isSelected}
          className="relative z-10 min-h-11 min-w-11"
          onChange={() => onToggle(row.id, false)}
        />
      </div>
      <div className="min-w-0 flex-1">
        <div className="flex items-center gap-2.5">
          <CreatorAvatar row={row} />
          <div className="min-w-0 flex-1 pt-1">
            <Link
              to="/creators/$id"
              params={{ id: row.id }}
              dir="auto"
              className="block truncate text-left text-base font-semibold after:absolute after:inset-0"
            >
              {row.brandName}
            </Link>
            <p className="truncate text-sm text-muted">
              <bdi>{row.creatorName}</bdi> · <bdi>{row.brandNiche}</bdi>
            </p>
          </div>
          <span className="relative z-10">
            <HealthBadge health={health} />
          </span>
        </div>
        <div className="flex min-h-11 items-center justify-between gap-3">
          <button
            type="button"
            data-stage-of={row.id}
            aria-haspopup="menu"
            aria-label={`${words.records.stageOf(words.records.stage[row.journeyStatus])}. ${words.records.changeStage}`}
            className="relative z-10 -ml-1 flex min-h-11 min-w-0 items-center px-1 text-sm"
            onClick={event => onStage(row.id, event.currentTarget)}
          >
            <StageLabel stage={row.journeyStatus} />
          </button>
          <FollowUpFact row={row} today={today} />
        </div>
        {row.tags.length > 0 && <TagChips tags={row.tags} limit={3} />}
      </div>
    </div>
  )
})

function FollowUpFact({ row, today }: { readonly row: CreatorRow; readonly today: string }) {
  if (row.nextFollowUpDate === null) return null
  return (
    <span className="shrink-0 text-sm text-muted">
      {words.creators.filter.followUp} <DayText day={row.nextFollowUpDate} today={today} due />
    </span>
  )
}
