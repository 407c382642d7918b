import { Link } from '@tanstack/react-router'
import { Columns3, ScrollText, Settings, Sun, Users, type LucideIcon } from 'lucide-react'
import { words } from '#client/words/en.ts'

export type Destination = {
  readonly to: '/' | '/creators' | '/board' | '/audit' | '/settings'
  readonly label: string
  readonly icon: LucideIcon
  readonly key: string
}

const { nav } = words.shell

/** `key` is the second of the two keys that go there: `g`, then this. */
export const destinations: readonly Destination[] = [
  { to: '/', label: nav.today, icon: Sun, key: 't' },
  { to: '/creators', label: nav.creators, icon: Users, key: 'c' },
  { to: '/board', label: nav.board, icon: Columns3, key: 'b' },
  { to: '/audit', label: nav.audit, icon: ScrollText, key: 'a' },
  { to: '/settings', label: nav.settings, icon: Settings, key: 's' },
]

/** Along the bottom on a phone, down the side on a desktop: one list, so that it is read out once. */
export function Navigation() {
  return (
    <nav
      aria-label={words.shell.main}
      className="print-hidden fixed inset-x-0 bottom-0 z-20 border-t border-line bg-paper pb-[env(safe-area-inset-bottom)] md:static md:border-0 md:bg-transparent md:px-3 md:pb-0"
    >
      <ul className="flex md:flex-col md:gap-0.5">
        {destinations.map(({ to, label, icon: Icon }) => (
          <li key={to} className="min-w-0 flex-1 md:flex-none">
            <Link
              to={to}
              activeOptions={{ exact: to === '/', includeSearch: false }}
              className="flex h-14 flex-col items-center justify-center gap-0.5 rounded-md text-2xs text-muted -outline-offset-2 hover:text-ink aria-[current=page]:font-semibold aria-[current=page]:text-accent-text md:h-8 md:flex-row md:justify-start md:gap-2.5 md:px-2 md:text-base md:hover:bg-hover md:aria-[current=page]:bg-hover md:aria-[current=page]:font-medium md:aria-[current=page]:text-ink"
            >
              <Icon aria-hidden className="size-5 shrink-0 md:size-4" strokeWidth={1.75} />
              <span className="truncate">{label}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
