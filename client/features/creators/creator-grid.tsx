import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { useCallback, useImperativeHandle, useRef, type KeyboardEvent, type Ref } from 'react'
import type { CreatorRow } from '#shared/domain/row.ts'
import type { HealthOf } from '#client/store/health-of.ts'
import { Checkbox } from '#client/ui/checkbox.tsx'
import { classNames } from '#client/ui/class-names.ts'
import { useMediaQuery } from '#client/ui/use-media-query.ts'
import { useTop } from '#client/ui/use-top.ts'
import { words } from '#client/words/en.ts'
import { CreatorGridRow, gridColumns, rowClass } from './creator-grid-row.tsx'
import type { CreatorView, SortKey } from './creator-view.ts'
import type { Selection } from './use-selection.ts'

export type GridHandle = {
  /** Scrolls the row into view and gives it the focus. */
  readonly focusRow: (index: number) => void
}

export type CreatorGridProps = {
  readonly rows: readonly CreatorRow[]
  readonly view: CreatorView
  readonly onSort: (key: SortKey) => void
  readonly selection: Selection
  readonly today: string
  readonly healthOf: HealthOf
  /** The row that j and k move from. */
  readonly active: number
  readonly onActive: (index: number) => void
  readonly onMove: (index: number) => void
  readonly onOpen: (id: string) => void
  readonly onStage: (id: string, anchor: HTMLElement) => void
  readonly handle: Ref<GridHandle>
}

/** A header row and one row a creator, of which only those in view are built. */
export function CreatorGrid(props: CreatorGridProps) {
  const { rows, selection, active, handle } = props
  const list = useRef<HTMLDivElement>(null)
  const scrollMargin = useTop(list)
  const rowHeight = useMediaQuery('(pointer: coarse)') ? 48 : 38
  const virtual = useWindowVirtualizer({
    count: rows.length,
    scrollMargin,
    estimateSize: () => rowHeight,
    getItemKey: useCallback((index: number) => rows[index]?.id ?? index, [rows]),
    overscan: 8,
  })
  useImperativeHandle(handle, () => ({
    focusRow: index => {
      scrollToRow(list.current, index, rowHeight)
      // The row may be built by this very scroll.
      requestAnimationFrame(() =>
        requestAnimationFrame(() =>
          list.current?.querySelector<HTMLElement>(`[aria-rowindex="${index + 2}"]`)?.focus({ preventScroll: true }),
        ),
      )
    },
  }))
  function onKeyDown(event: KeyboardEvent): void {
    const target = arrowTarget(event.key, active, rows.length)
    if (target === null || !isOnRow(event)) return
    event.preventDefault()
    props.onMove(target)
  }
  const tabRow = Math.min(Math.max(active, 0), rows.length - 1)
  return (
    <div className="@container">
      <div
        role="grid"
        aria-label={words.creators.grid}
        aria-rowcount={rows.length + 1}
        aria-multiselectable
        tabIndex={-1}
        onKeyDown={onKeyDown}
        className="px-2 md:px-4"
      >
        <GridHeader {...props} />
        <div ref={list} role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(item => {
            const row = rows[item.index]
            if (row === undefined) return null
            return (
              <CreatorGridRow
                key={item.key}
                row={row}
                index={item.index}
                top={item.start - scrollMargin}
                height={item.size}
                today={props.today}
                health={props.healthOf(row)}
                isSelected={selection.ids.has(row.id)}
                isTabStop={item.index === tabRow}
                onToggle={selection.toggle}
                onActive={props.onActive}
                onOpen={props.onOpen}
                onStage={props.onStage}
              />
            )
          })}
        </div>
      </div>
    </div>
  )
}

function GridHeader({ rows, view, onSort, selection }: CreatorGridProps) {
  const all = rows.length > 0 && selection.ids.size === rows.length
  return (
    <div role="rowgroup" className="sticky top-12 z-10 bg-paper md:top-0">
      <div
        role="row"
        aria-rowindex={1}
        className={classNames(rowClass, 'h-8.5 border-b border-line-strong coarse:h-11')}
      >
        <div role="columnheader" className="flex items-center justify-center">
          <Checkbox
            label={words.creators.selectAll}
            labelHidden
            checked={all}
            mixed={!all && selection.ids.size > 0}
            onChange={event => selection.selectAll(event.currentTarget.checked)}
          />
        </div>
        {gridColumns.map(column => (
          <div
            key={column.key}
            role="columnheader"
            aria-sort={sortState(view, column.key)}
            className={classNames('flex min-w-0', column.className)}
          >
            <button
              type="button"
              className="-mx-1.5 flex h-7 min-w-0 items-center gap-1 rounded-sm px-1.5 text-xs font-medium text-muted hover:bg-hover hover:text-ink coarse:h-11"
              onClick={() => onSort(column.key)}
            >
              <span className="truncate">{words.creators.columns[column.key]}</span>
              <SortArrow view={view} column={column.key} />
            </button>
          </div>
        ))}
      </div>
    </div>
  )
}

function SortArrow({ view, column }: { readonly view: CreatorView; readonly column: SortKey }) {
  if (view.sort?.key !== column) return null
  const Arrow = view.sort.descending ? ArrowDown : ArrowUp
  return <Arrow aria-hidden className="size-3 shrink-0 text-accent-text" strokeWidth={2.25} />
}

function sortState(view: CreatorView, column: SortKey): 'ascending' | 'descending' | 'none' {
  if (view.sort?.key !== column) return 'none'
  return view.sort.descending ? 'descending' : 'ascending'
}

/** Only as far as it takes to see the row between the header row and whatever stands at the bottom. */
function scrollToRow(list: HTMLElement | null, index: number, rowHeight: number): void {
  if (list === null) return
  const top = list.getBoundingClientRect().top + index * rowHeight
  const [first, last] = [2 * rowHeight, window.innerHeight - 3 * rowHeight]
  if (top < first) window.scrollBy(0, top - first)
  else if (top > last) window.scrollBy(0, top - last)
}

function arrowTarget(key: string, active: number, count: number): number | null {
  if (key === 'ArrowDown') return Math.min(active + 1, count - 1)
  if (key === 'ArrowUp') return Math.max(active - 1, 0)
  if (key === 'Home') return 0
  return key === 'End' ? count - 1 : null
}

/** Not in a control within the row, which has arrows of its own. */
function isOnRow(event: KeyboardEvent): boolean {
  return event.target instanceof Element && event.target.getAttribute('role') === 'row'
}
