import { useId, useState } from 'react'
import type { CreatorRow } from '#shared/domain/row.ts'
import { Button } from '#client/ui/button.tsx'
import { words } from '#client/words/en.ts'
import { QueueRow } from './queue-row.tsx'

export type QueueSectionProps = {
  readonly title: string
  readonly rows: readonly CreatorRow[]
  readonly today: string
}

const shownAtFirst = 8
const shownMore = 50

export function QueueSection({ title, rows, today }: QueueSectionProps) {
  const id = useId()
  const [limit, setLimit] = useState(shownAtFirst)
  if (rows.length === 0) return null
  return (
    <section aria-labelledby={id} className="mb-7 px-4 md:px-6">
      <h2 id={id} className="mb-1 flex items-baseline gap-2 text-base font-semibold">
        {title}
        <span className="tabular text-sm font-normal text-faint">{rows.length.toLocaleString('en')}</span>
      </h2>
      <ul>
        {rows.slice(0, limit).map(row => (
          <QueueRow key={row.id} row={row} today={today} />
        ))}
      </ul>
      {rows.length > limit && (
        <Button variant="quiet" size="sm" className="mt-1" onClick={() => setLimit(limit + shownMore)}>
          {rows.length > limit + shownMore ? words.today.showMore(shownMore) : words.today.showAll(rows.length)}
        </Button>
      )}
    </section>
  )
}
