import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { useRef } from 'react'
import { Badge, type Tone } from '#client/ui/badge.tsx'
import { classNames } from '#client/ui/class-names.ts'
import { useTop } from '#client/ui/use-top.ts'
import { words } from '#client/words/en.ts'
import { outcomeWords } from './outcome-words.ts'
import type { Outcome, RowPlan } from './plan-import.ts'

const say = words.importing
const toneOf: Readonly<Record<Outcome, Tone>> = { create: 'good', update: 'accent', skip: 'neutral', refuse: 'bad' }

/** The same columns for the header and every row; on a phone a row is two lines and what and why stands below. */
const columns =
  'grid grid-cols-[3rem_4.5rem_minmax(0,1fr)] gap-x-3 md:grid-cols-[3.5rem_4.5rem_minmax(0,2fr)_minmax(0,2fr)_minmax(0,3fr)]'

/** A row a row of the file; only those in view are built. */
export function PreviewTable({ rows }: { readonly rows: readonly RowPlan[] }) {
  const list = useRef<HTMLDivElement>(null)
  const scrollMargin = useTop(list)
  const virtual = useWindowVirtualizer({ count: rows.length, scrollMargin, estimateSize: () => 37, overscan: 12 })
  return (
    <div role="table" aria-label={say.table.label} aria-rowcount={rows.length + 1} className="text-sm">
      <div role="rowgroup" className="hidden md:block">
        <div
          role="row"
          aria-rowindex={1}
          className={classNames(columns, 'border-b border-line-strong py-1.5 text-xs text-muted')}
        >
          <span role="columnheader">{say.table.line}</span>
          <span role="columnheader">{say.table.outcome}</span>
          <span role="columnheader">{say.table.who}</span>
          <span role="columnheader">{say.table.email}</span>
          <span role="columnheader">{say.table.why}</span>
        </div>
      </div>
      <div ref={list} role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(item => {
          const row = rows[item.index]
          return row === undefined ? null : (
            <div
              key={item.key}
              ref={virtual.measureElement}
              data-index={item.index}
              role="row"
              aria-rowindex={item.index + 2}
              className={classNames(columns, 'absolute inset-x-0 top-0 items-baseline border-b border-line py-2')}
              style={{ transform: `translateY(${item.start - scrollMargin}px)` }}
            >
              <PreviewCells row={row} />
            </div>
          )
        })}
      </div>
    </div>
  )
}

function PreviewCells({ row }: { readonly row: RowPlan }) {
  const isRefused = row.outcome === 'refuse'
  return (
    <>
      <span role="cell" className="tabular text-muted">
        {row.line}
      </span>
      <span role="cell">
        <Badge tone={toneOf[row.outcome]}>{say.outcome[row.outcome]}</Badge>
      </span>
      <span role="cell" className="min-w-0 truncate">
        {row.brand === '' && row.name === '' ? (
          <span className="text-faint">{say.noName}</span>
        ) : (
          <>
            <bdi className="font-medium">{row.brand}</bdi>
            {row.brand !== '' && row.name !== '' && <span className="text-faint"> · </span>}
            <bdi className="text-muted">{row.name}</bdi>
          </>
        )}
      </span>
      <span role="cell" className="min-w-0 truncate text-muted max-md:col-start-3">
        {row.email}
      </span>
      <span role="cell" className={classNames('min-w-0 max-md:col-start-3', isRefused ? 'text-bad' : 'text-muted')}>
        {outcomeWords(row)}
      </span>
    </>
  )
}
