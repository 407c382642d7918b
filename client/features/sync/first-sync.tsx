import { useCreators, useSync } from '#client/store/core-context.tsx'
import { ProgressBar } from '#client/ui/progress-bar.tsx'
import { words } from '#client/words/en.ts'

/** Below this a sync is over before a bar could be read. */
const shownFrom = 200

/** A bar with counts while a device gets much at once: its first sync, or one after a long absence. */
export function FirstSync() {
  const sync = useSync()
  const hasRows = useCreators().length > 0
  if (sync.kind !== 'syncing' || sync.direction !== 'pull') return null
  if (sync.total < shownFrom && hasRows) return null
  return (
    <div className="border-b border-line px-4 py-3 md:px-6">
      <ProgressBar
        label={words.sync.receiving}
        done={sync.done}
        total={sync.total}
        valueText={words.sync.counts(sync.done, sync.total)}
      />
    </div>
  )
}
