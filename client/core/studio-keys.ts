import type { PurposeKey, SigningKey } from '#shared/crypto/suite.ts'
import type { Bytes } from '#shared/protocol/bytes.ts'
import type { DeviceId, MemberId, WorkspaceId } from '#shared/protocol/ids.ts'
import type { WorkspaceState } from '#shared/protocol/state.ts'

/** The keys of an open studio as the journal, the read model and sync need them. Dropped at lock. */
export type StudioKeys = {
  readonly workspace: WorkspaceId
  readonly member: MemberId
  readonly device: DeviceId
  /** This device's: signs entries. */
  readonly signKey: SigningKey
  /** The epoch that new entries are sealed in. */
  readonly epoch: () => number
  readonly appKey: (epoch: number) => PurposeKey | null
  /** The signed state as last verified: who may have written what. */
  readonly state: () => WorkspaceState
}

export function deviceSignKey(keys: StudioKeys, device: DeviceId): Bytes | null {
  return keys.state().devices.find(known => known.id === device)?.signKey ?? null
}
