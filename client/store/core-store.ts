import type { CoreEvent, Notice, Phase, SetAside, StorageReport, SyncState, UndoState } from '#client/core/api.ts'
import { createRowStore, type RowStore } from './row-store.ts'

export type NumberedNotice = { readonly number: number; readonly notice: Notice }

/** Everything the core tells but the rows. Each member keeps its identity until it changes. */
export type CoreState = {
  readonly phase: Phase
  /** The worker did not start or went down; null while it is well. */
  readonly broken: string | null
  /** Whether the series of buckets that follows an unlock has come to its end. */
  readonly rowsComplete: boolean
  readonly sync: SyncState
  readonly setAside: readonly SetAside[]
  readonly storage: StorageReport
  readonly undo: UndoState
  readonly notices: readonly NumberedNotice[]
}

export type CoreStore = {
  readonly rows: RowStore
  readonly state: () => CoreState
  readonly subscribe: (listener: () => void) => () => void
  readonly take: (event: CoreEvent) => void
  readonly break: (message: string) => void
  readonly dismissNotice: (number: number) => void
}

const closed: Omit<CoreState, 'phase' | 'broken'> = {
  rowsComplete: false,
  sync: { kind: 'offline', waiting: 0 },
  setAside: [],
  storage: { persisted: null, usageBytes: null, quotaBytes: null, room: 'unknown' },
  undo: { undo: null, redo: null },
  notices: [],
}

/** The page's mirror of the core. Emptied when the studio locks. */
export function createCoreStore(): CoreStore {
  const rows = createRowStore()
  const listeners = new Set<() => void>()
  let state: CoreState = { ...closed, phase: { kind: 'starting' }, broken: null }
  let noticeCount = 0

  const change = (part: Partial<CoreState>): void => {
    state = { ...state, ...part }
    for (const listener of listeners) listener()
  }
  const changePhase = (phase: Phase): void => {
    // The worker that follows a locked one starts anew: the screen stays what it is meanwhile.
    if (phase.kind === 'starting' && state.phase.kind !== 'starting') return
    if (phase.kind === 'open') return change({ phase })
    const before = state.phase
    // The worker that follows does not know why the one before it locked.
    const reason = phase.kind === 'locked' && before.kind === 'locked' ? (phase.reason ?? before.reason) : null
    rows.clear()
    change({ ...closed, phase: reason !== null && phase.kind === 'locked' ? { ...phase, reason } : phase })
  }
  return {
    rows,
    state: () => state,
    subscribe: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    take: event => {
      switch (event.kind) {
        case 'phase':
          return changePhase(event.phase)
        case 'rows':
          rows.takeBucket(event.json, event.last)
          return event.last ? change({ rowsComplete: true }) : undefined
        case 'patches':
          return rows.patch(event.patches)
        case 'sync':
          return change({ sync: event.sync })
        case 'set-aside':
          return change({ setAside: event.entries })
        case 'storage':
          return change({ storage: event.storage })
        case 'undo':
          return change({ undo: event.state })
        case 'notice':
          noticeCount += 1
          return change({ notices: [...state.notices, { number: noticeCount, notice: event.notice }] })
      }
    },
    break: message => change({ broken: message }),
    dismissNotice: number => change({ notices: state.notices.filter(notice => notice.number !== number) }),
  }
}
