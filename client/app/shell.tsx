import { Outlet } from '@tanstack/react-router'
import { Lock, Search } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { SyncStatus } from '#client/features/sync/sync-status.tsx'
import { FirstSync } from '#client/features/sync/first-sync.tsx'
import { useCore, useSettings } from '#client/store/core-context.tsx'
import { useRun } from '#client/store/use-run.ts'
import { Button } from '#client/ui/button.tsx'
import { IconButton } from '#client/ui/icon-button.tsx'
import { Kbd } from '#client/ui/kbd.tsx'
import { words } from '#client/words/en.ts'
import { Navigation } from './navigation.tsx'
import { Notices } from './notices.tsx'
import { ShortcutSheet } from './shortcut-sheet.tsx'
import { usePageFocus } from './use-page-focus.ts'
import { commandKeyLabel, useShortcuts } from './use-shortcuts.ts'
import { Wordmark } from './wordmark.tsx'

const CommandPalette = lazy(() => import('./command-palette.tsx').then(module => ({ default: module.CommandPalette })))

export type Overlay = 'palette' | 'shortcuts' | null

/** What stands around every screen: where to go, how sync stands, and the way out. */
export function Shell() {
  const core = useCore()
  const run = useRun()
  const [overlay, setOverlay] = useState<Overlay>(null)
  useShortcuts(setOverlay)
  usePageFocus()
  const close = (): void => setOverlay(null)
  return (
    <div className="md:grid md:min-h-dvh md:grid-cols-[13.5rem_minmax(0,1fr)]">
      <a
        href="#content"
        className="sr-only z-50 rounded-md bg-ink px-3 py-2 text-paper focus:not-sr-only focus:fixed focus:left-3 focus:top-3"
      >
        {words.shell.skip}
      </a>
      <header className="print-hidden sticky top-0 z-20 flex h-12 items-center gap-2 border-b border-line bg-paper px-3 md:h-dvh md:flex-col md:items-stretch md:gap-4 md:border-b-0 md:border-r md:px-0 md:py-4">
        <Identity />
        <PaletteButton onOpen={() => setOverlay('palette')} />
        <Navigation />
        <div className="ml-auto flex min-w-0 items-center gap-1 md:ml-0 md:mt-auto md:flex-col md:items-stretch md:px-3">
          <SyncStatus />
          <Button
            variant="quiet"
            icon={Lock}
            className="md:justify-start md:px-2 md:text-muted"
            onClick={() => run('lock', () => core.api.lock())}
          >
            {words.shell.lock}
          </Button>
        </div>
      </header>
      <div className="flex min-w-0 flex-col pb-[calc(3.5rem+env(safe-area-inset-bottom))] md:pb-0">
        <Notices />
        <FirstSync />
        <main id="content" tabIndex={-1} className="flex min-w-0 flex-1 flex-col outline-none">
          <Outlet />
        </main>
      </div>
      <Suspense fallback={null}>
        {overlay === 'palette' && <CommandPalette onClose={close} onShortcuts={() => setOverlay('shortcuts')} />}
      </Suspense>
      <ShortcutSheet open={overlay === 'shortcuts'} onClose={close} />
    </div>
  )
}

function Identity() {
  const studioName = useSettings()?.studioName
  return (
    <div className="flex shrink-0 items-center gap-2 md:px-5">
      <Wordmark />
      <span className="hidden min-w-0 truncate font-semibold md:block">{studioName ?? words.shell.short}</span>
    </div>
  )
}

/** An icon on a phone, a field to look at on a desktop: one button in both. */
function PaletteButton({ onOpen }: { readonly onOpen: () => void }) {
  return (
    <div className="md:px-3">
      <IconButton icon={Search} label={words.shell.search} onClick={onOpen} className="md:hidden" tooltip={false} />
      <button
        type="button"
        onClick={onOpen}
        className="hidden h-8 w-full items-center gap-2 rounded-md border border-line-strong bg-surface px-2 text-sm text-faint hover:border-control md:flex"
      >
        <Search aria-hidden className="size-4" strokeWidth={1.75} />
        <span className="flex-1 text-left">{words.shell.palette.input}</span>
        <Kbd>{commandKeyLabel}K</Kbd>
      </button>
    </div>
  )
}
