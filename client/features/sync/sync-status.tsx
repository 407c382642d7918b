import { useSeconds } from '#client/store/use-seconds.ts'
import { useSetAside, useStorage, useSync } from '#client/store/core-context.tsx'
import { classNames } from '#client/ui/class-names.ts'
import { Popover } from '#client/ui/popover.tsx'
import { words } from '#client/words/en.ts'
import { describeSync, toneOfSync, type SyncTone } from './describe-sync.ts'
import { SyncDetails } from './sync-details.tsx'

/**
 * The state of sync in words, always in view. Counting is not read out as it goes on, a change of state is. The button
 * lies over the line rather than around it, since what is inside a button is no region of its own.
 */
export function SyncStatus() {
  const sync = useSync()
  const storage = useStorage()
  const setAside = useSetAside()
  const now = useSeconds(sync.kind === 'unreachable')
  const needsLook = setAside.length > 0 || storage.room === 'low' || storage.room === 'full'
  return (
    <div className="relative flex min-h-9 min-w-0 items-center gap-2 rounded-md px-2 has-[button:hover]:bg-hover coarse:min-h-11">
      <SyncMark tone={toneOfSync(sync)} />
      <span
        role="status"
        aria-label={words.sync.label}
        aria-live="off"
        className="tabular line-clamp-2 min-w-0 text-xs text-muted"
      >
        {describeSync(sync, now)}
      </span>
      {needsLook && <span aria-hidden className="size-1.5 shrink-0 rounded-full bg-warn" />}
      <span aria-live="polite" className="sr-only">
        {spoken[sync.kind] ? describeSync(sync, 0) : ''}
      </span>
      <Popover
        side="top"
        label={words.sync.details}
        trigger={
          <button type="button" aria-label={words.sync.details} className="absolute inset-0 rounded-md">
            <span className="sr-only">{words.sync.details}</span>
          </button>
        }
      >
        <SyncDetails />
      </Popover>
    </div>
  )
}

/** Read out when they come; the others pass by themselves and often. */
const spoken: Record<ReturnType<typeof useSync>['kind'], boolean> = {
  synced: false,
  syncing: false,
  offline: true,
  unreachable: false,
  'update-needed': true,
  stopped: true,
}

/** Shape and colour: a full disc, a turning arc, a ring, a bar. */
function SyncMark({ tone }: { readonly tone: SyncTone }) {
  return (
    <svg
      aria-hidden
      viewBox="0 0 12 12"
      className={classNames('size-3 shrink-0', colours[tone])}
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
    >
      {tone === 'good' && <circle cx="6" cy="6" r="3.5" fill="currentColor" stroke="none" />}
      {tone === 'busy' && <path d="M6 2a4 4 0 1 1-4 4" strokeLinecap="round" className="origin-center animate-spin" />}
      {tone === 'waiting' && <circle cx="6" cy="6" r="4" strokeDasharray="2.5 2" />}
      {tone === 'bad' && <path d="M6 1v6M6 9.5v1.5" strokeLinecap="round" />}
    </svg>
  )
}

const colours: Record<SyncTone, string> = {
  good: 'text-good',
  busy: 'text-accent',
  waiting: 'text-faint',
  bad: 'text-bad',
}
