import { dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useCallback, useEffect, useId, useRef, useState, type RefObject } from 'react'
import { useHealthOf } from '#client/store/health-of.ts'
import { useNow } from '#client/store/use-now.ts'
import { classNames } from '#client/ui/class-names.ts'
import { JourneyLine } from '#client/ui/journey-line.tsx'
import { words } from '#client/words/en.ts'
import { BoardCard, type MoveQuestion } from './board-card.tsx'
import type { BoardColumn as Column } from './board-columns.ts'
import { columnData, draggedId } from './board-drag.ts'

export type BoardColumnProps = {
  readonly column: Column
  readonly index: number
  readonly onMove: (question: MoveQuestion) => void
}

/** Only the cards in view are built, however many a stage holds. */
export function BoardColumn({ column, index, onMove }: BoardColumnProps) {
  const { stage, rows } = column
  const titleId = useId()
  const box = useRef<HTMLElement>(null)
  const scroller = useRef<HTMLDivElement>(null)
  const isOver = useDropTarget(box, stage)
  const healthOf = useHealthOf()
  const now = useNow()
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 92,
    getItemKey: useCallback((position: number) => rows[position]?.id ?? position, [rows]),
    overscan: 6,
  })
  return (
    <section
      ref={box}
      aria-labelledby={titleId}
      className={classNames(
        'flex min-h-0 w-[78vw] max-w-80 shrink-0 snap-start flex-col overflow-clip rounded-lg border md:w-auto md:min-w-38 md:max-w-none md:flex-1 md:basis-0',
        isOver ? 'border-accent bg-accent-soft' : 'border-line bg-sunken',
      )}
    >
      <span aria-hidden className={classNames('h-1 rounded-t-lg', tops[index])} />
      <h2 id={titleId} className="flex items-center gap-2 px-3 py-2.5 text-sm font-semibold">
        <JourneyLine current={index} size="sm" className="md:hidden 2xl:block" />
        <span className="truncate">{words.records.stage[stage]}</span>
        <span className="tabular ml-auto shrink-0 whitespace-nowrap font-normal text-muted">
          {rows.length.toLocaleString('en')}
        </span>
      </h2>
      <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto overscroll-y-contain px-2 pb-2" tabIndex={-1}>
        {rows.length === 0 && (
          <p className="px-1 py-6 text-center text-sm text-faint">
            {isOver ? words.board.dropHere : words.board.emptyColumn}
          </p>
        )}
        <ul className="relative" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(item => {
            const row = rows[item.index]
            if (row === undefined) return null
            return (
              <li
                key={item.key}
                ref={virtual.measureElement}
                data-index={item.index}
                className="absolute inset-x-0 top-0 pb-1.5"
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <BoardCard row={row} health={healthOf(row)} now={now} onMove={onMove} />
              </li>
            )
          })}
        </ul>
      </div>
    </section>
  )
}

const tops = ['bg-stage-1', 'bg-stage-2', 'bg-stage-3', 'bg-stage-4', 'bg-stage-5', 'bg-stage-6']

function useDropTarget(box: RefObject<HTMLElement | null>, stage: Column['stage']): boolean {
  const [isOver, setIsOver] = useState(false)
  useEffect(() => {
    const element = box.current
    if (element === null) return undefined
    return dropTargetForElements({
      element,
      getData: () => columnData(stage),
      canDrop: ({ source }) => draggedId(source.data) !== null,
      onDragEnter: () => setIsOver(true),
      onDragLeave: () => setIsOver(false),
      onDrop: () => setIsOver(false),
    })
  }, [box, stage])
  return isOver
}
