import type { SyncState } from '#client/core/api.ts'
import { words } from '#client/words/en.ts'

/** The status bar's line. Counts down while the relay cannot be reached. */
export function describeSync(sync: SyncState, now: number): string {
  switch (sync.kind) {
    case 'synced':
      return words.sync.synced
    case 'syncing':
      return words.sync.syncing(sync.done, sync.total)
    case 'offline':
      return words.sync.offline(sync.waiting)
    case 'unreachable':
      return words.sync.unreachable(Math.ceil((sync.retryAt - now) / 1_000))
    case 'update-needed':
      return words.sync.updateNeeded
    case 'stopped':
      return words.sync.stopped(words.sync.cause[sync.cause.kind])
  }
}

/** What it means, and what to do. */
export function adviseSync(sync: SyncState): string {
  if (sync.kind === 'stopped') return words.sync.stopAdvice[sync.cause.kind]
  return words.sync.advice[sync.kind]
}

export type SyncTone = 'good' | 'busy' | 'waiting' | 'bad'

export function toneOfSync(sync: SyncState): SyncTone {
  switch (sync.kind) {
    case 'synced':
      return 'good'
    case 'syncing':
      return 'busy'
    case 'offline':
    case 'unreachable':
      return 'waiting'
    case 'update-needed':
    case 'stopped':
      return 'bad'
  }
}
