import type { KeyObject } from 'node:crypto'
import { assert } from '#shared/lang/assert.ts'
import type { Bytes } from '#shared/protocol/bytes.ts'
import type { DeviceId, WorkspaceId } from '#shared/protocol/ids.ts'
import { decodeState, type StateDevice, type WorkspaceState } from '#shared/protocol/state.ts'
import { ed25519Key } from '../auth/signatures.ts'
import type { Storage } from '../storage/storage.ts'
import { readState, type StoredState } from '../storage/workspace-store.ts'

/** The present signed state, decoded, with its keys ready for use. */
export type WorkspaceView = {
  readonly state: WorkspaceState
  readonly bytes: Bytes
  readonly signature: Bytes
  readonly devices: ReadonlyMap<DeviceId, { readonly device: StateDevice; readonly key: KeyObject }>
}

export type WorkspaceViews = {
  read(workspace: WorkspaceId): Promise<WorkspaceView>
  forget(workspace: WorkspaceId): void
}

const viewsKept = 100

export function createWorkspaceViews(storage: Storage): WorkspaceViews {
  const views = new Map<WorkspaceId, WorkspaceView>()
  return {
    async read(workspace) {
      const known = views.get(workspace)
      if (known !== undefined) return known
      const stored = await readState(storage.db, workspace)
      assert(stored !== null, 'a workspace that somebody belongs to has a state')
      const view = createView(stored)
      if (views.size >= viewsKept) views.clear()
      views.set(workspace, view)
      return view
    },
    forget(workspace) {
      views.delete(workspace)
    },
  }
}

function createView(stored: StoredState): WorkspaceView {
  const decoded = decodeState(stored.bytes)
  assert(decoded.ok, 'only checked states are stored')
  const { devices } = decoded.value
  return {
    state: decoded.value,
    bytes: stored.bytes,
    signature: stored.signature,
    devices: new Map(devices.map(device => [device.id, { device, key: ed25519Key(device.signKey) }])),
  }
}
