import { Link } from '@tanstack/react-router'
import { Copy, GitFork } from 'lucide-react'
import { useId, type ReactNode } from 'react'
import { fieldLabel } from '#client/parts/value-words.ts'
import { words } from '#client/words/en.ts'
import type { TodayQueue } from './today-queue.ts'

/** What only a person can settle: fields that two devices wrote at once, and records that share an address. */
export function AttentionSection({ queue }: { readonly queue: TodayQueue }) {
  const id = useId()
  if (queue.conflicted.length === 0 && queue.duplicates.length === 0) return null
  return (
    <section aria-labelledby={id} className="mb-7 px-4 md:px-6">
      <h2 id={id} className="mb-1 flex items-baseline gap-2 text-base font-semibold">
        {words.today.attention}
        <span className="tabular text-sm font-normal text-faint">
          {queue.conflicted.length + queue.duplicates.length}
        </span>
      </h2>
      <ul>
        {queue.conflicted.map(row => (
          <Item key={row.id} icon={<GitFork aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />}>
            <RecordLink id={row.id} name={row.brandName} />
            <p className="text-sm text-muted">{words.today.conflict(row.conflicts.map(fieldLabel).join(', '))}</p>
          </Item>
        ))}
        {queue.duplicates.map(group => (
          <Item
            key={group.map(row => row.id).join(' ')}
            icon={<Copy aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />}
          >
            <span className="flex flex-wrap gap-x-3">
              {group.map(row => (
                <RecordLink key={row.id} id={row.id} name={row.brandName} />
              ))}
            </span>
            <p className="text-sm text-muted">{words.today.duplicate(group[0]?.creatorEmail ?? '', group.length)}</p>
          </Item>
        ))}
      </ul>
    </section>
  )
}

function Item({ icon, children }: { readonly icon: ReactNode; readonly children: ReactNode }) {
  return (
    <li className="flex items-start gap-2.5 border-b border-line py-2">
      {icon}
      <div className="min-w-0">{children}</div>
    </li>
  )
}

function RecordLink({ id, name }: { readonly id: string; readonly name: string }) {
  return (
    <Link
      to="/creators/$id"
      params={{ id }}
      dir="auto"
      className="block max-w-full truncate text-left text-base font-medium hover:underline coarse:py-1.5"
    >
      {name}
    </Link>
  )
}
