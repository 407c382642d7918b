import { draggable } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { Link } from '@tanstack/react-router'
import { ArrowLeftRight } from 'lucide-react'
import { memo, useEffect, useRef, useState } from 'react'
import type { Health } from '#shared/domain/health.ts'
import type { CreatorRow } from '#shared/domain/row.ts'
import { HealthBadge } from '#client/parts/health-badge.tsx'
import { daysInStage } from '#client/parts/stage-spans.ts'
import { classNames } from '#client/ui/class-names.ts'
import { words } from '#client/words/en.ts'
import { cardData } from './board-drag.ts'

/** Whom to move, and beside what to ask where to. */
export type MoveQuestion = { readonly row: CreatorRow; readonly anchor: HTMLElement }

export type BoardCardProps = {
  readonly row: CreatorRow
  readonly health: Health
  readonly now: number
  readonly onMove: (question: MoveQuestion) => void
}

export const BoardCard = memo(function BoardCard({ row, health, now, onMove }: BoardCardProps) {
  const card = useRef<HTMLDivElement>(null)
  const [isDragged, setIsDragged] = useState(false)
  useEffect(() => {
    if (card.current === null) return undefined
    return draggable({
      element: card.current,
      getInitialData: () => cardData(row.id),
      onDragStart: () => setIsDragged(true),
      onDrop: () => setIsDragged(false),
    })
  }, [row.id])
  return (
    <div
      ref={card}
      className={classNames(
        'relative cursor-grab rounded-md border border-line bg-surface p-2.5 hover:border-line-strong active:cursor-grabbing',
        isDragged && 'opacity-40',
      )}
    >
      <div className="flex items-start gap-1.5">
        <div className="min-w-0 flex-1">
          <Link
            to="/creators/$id"
            params={{ id: row.id }}
            dir="auto"
            draggable={false}
            className="block truncate text-base font-medium hover:underline coarse:py-1"
          >
            {row.brandName}
          </Link>
          <p className="truncate text-sm text-muted" dir="auto">
            {row.creatorName}
          </p>
        </div>
        <HealthBadge health={health} />
      </div>
      <div className="mt-1 flex items-center justify-between gap-2">
        <span className="tabular text-xs text-faint">{words.board.days(daysInStage(row, now))}</span>
        <button
          type="button"
          aria-haspopup="menu"
          aria-label={words.board.moveCard(row.brandName)}
          title={words.board.moveTo}
          className="-mb-1 -mr-1 flex size-7 items-center justify-center rounded-sm text-faint hover:bg-hover hover:text-ink coarse:size-11"
          onClick={event => onMove({ row, anchor: event.currentTarget })}
        >
          <ArrowLeftRight aria-hidden className="size-4" strokeWidth={1.75} />
        </button>
      </div>
    </div>
  )
})
