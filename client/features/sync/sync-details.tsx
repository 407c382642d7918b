import { useCore, useSetAside, useSettings, useStorage, useSync } from '#client/store/core-context.tsx'
import type { SetAside, SyncState } from '#client/core/api.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { words } from '#client/words/en.ts'
import { useRun } from '#client/store/use-run.ts'
import { adviseSync } from './describe-sync.ts'

const time = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short' })
const shownAtMost = 20

/** What the state means and what to do, what waits, what was set aside, and the room that is left. */
export function SyncDetails() {
  const core = useCore()
  const run = useRun()
  const sync = useSync()
  const setAside = useSetAside()
  const { room } = useStorage()
  return (
    <div className="flex flex-col gap-3 text-sm">
      <p>{adviseSync(sync)}</p>
      <p className="text-muted">{countWords(sync)}</p>
      {(room === 'low' || room === 'full') && (
        <Banner tone={room === 'full' ? 'bad' : 'warn'}>{words.sync.room[room]}</Banner>
      )}
      {setAside.length > 0 && <SetAsideList entries={setAside} />}
      {sync.kind !== 'syncing' && (
        <Button size="sm" className="self-start" onClick={() => run('sync now', () => core.api.syncNow())}>
          {words.sync.syncNow}
        </Button>
      )}
    </div>
  )
}

export function SetAsideList({ entries }: { readonly entries: readonly SetAside[] }) {
  const devices = useSettings()?.devices ?? {}
  return (
    <section className="border-t border-line pt-3">
      <h3 className="font-semibold">{words.sync.setAside.title}</h3>
      <p className="mt-0.5 text-muted">{words.sync.setAside.about(entries.length)}</p>
      <ul className="mt-2 flex flex-col gap-1 text-xs text-muted">
        {entries.slice(0, shownAtMost).map((entry, index) => (
          // Entries are only ever added, and two may be alike in all that is shown.
          <li key={index}>
            {words.sync.setAside.entry(entry, entry.device === null ? null : (devices[entry.device]?.name ?? null))}
          </li>
        ))}
      </ul>
    </section>
  )
}

function countWords(sync: SyncState): string {
  if (sync.kind === 'synced') return words.sync.lastSynced(time.format(sync.at))
  if (sync.kind === 'syncing') return words.sync.syncing(sync.done, sync.total)
  return words.sync.waiting(sync.waiting)
}
