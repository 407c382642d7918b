import { createContext, useCallback, useContext, useSyncExternalStore } from 'react'
import type { CreatorRow, SettingsRow } from '#shared/domain/row.ts'
import type { Phase, SetAside, StorageReport, SyncState, UndoState } from '#client/core/api.ts'
import type { Passkeys } from '#client/platform/passkeys.ts'
import type { RemoteCore } from '#client/platform/remote-core.ts'
import type { CoreState, CoreStore, NumberedNotice } from './core-store.ts'
import type { ImageStore } from './image-store.ts'

export type CoreClient = {
  readonly api: RemoteCore
  readonly store: CoreStore
  readonly images: ImageStore
  readonly passkeys: Passkeys
  /** Where only one tab can have the studio open: takes it over. */
  readonly takeOver: () => void
}

const CoreContext = createContext<CoreClient | null>(null)

export const CoreProvider = CoreContext.Provider

export function useCore(): CoreClient {
  const core = useContext(CoreContext)
  if (core === null) throw new Error('CoreProvider is missing above this component')
  return core
}

/** All of them, those in the archive and in the trash included. */
export function useCreators(): readonly CreatorRow[] {
  const { rows } = useCore().store
  return useSyncExternalStore(rows.subscribe, rows.creators)
}

export function useCreator(id: string): CreatorRow | null {
  const { rows } = useCore().store
  const creator = useCallback(() => rows.creator(id), [rows, id])
  return useSyncExternalStore(rows.subscribe, creator)
}

/** Null until the studio's settings have been read or come by sync. */
export function useSettings(): SettingsRow | null {
  const { rows } = useCore().store
  return useSyncExternalStore(rows.subscribe, rows.settings)
}

export function usePhase(): Phase {
  return useCoreState('phase')
}

export function useBroken(): string | null {
  return useCoreState('broken')
}

export function useRowsComplete(): boolean {
  return useCoreState('rowsComplete')
}

export function useSync(): SyncState {
  return useCoreState('sync')
}

export function useSetAside(): readonly SetAside[] {
  return useCoreState('setAside')
}

export function useStorage(): StorageReport {
  return useCoreState('storage')
}

export function useUndo(): UndoState {
  return useCoreState('undo')
}

export function useNotices(): readonly NumberedNotice[] {
  return useCoreState('notices')
}

function useCoreState<Name extends keyof CoreState>(name: Name): CoreState[Name] {
  const { store } = useCore()
  const part = useCallback(() => store.state()[name], [store, name])
  return useSyncExternalStore(store.subscribe, part)
}
