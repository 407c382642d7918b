import type { Bytes } from '../protocol/bytes.ts'
import type { MemberId, MethodId, WorkspaceId } from '../protocol/ids.ts'
import type { StateMethod } from '../protocol/state.ts'
import type { Slot } from './keyring.ts'
import type { RootHandle } from './root.ts'
import { createTierSlot, type SlotPlace } from './slots.ts'
import type { SigningKey, Suite } from './suite.ts'

/** A method that is to open a studio: its two secrets, one for each ceremony. */
export type NewMethod = {
  readonly id: MethodId
  readonly kind: 'passkey' | 'recovery'
  readonly credentialId: string | null
  readonly appSecret: Bytes
  readonly vaultSecret: Bytes
}

export type SlotMaker = {
  readonly workspace: WorkspaceId
  readonly member: MemberId
  readonly identity: SigningKey
  readonly appRoot: RootHandle
  readonly vaultRoot: RootHandle
  readonly leastSequence: number
}

export async function createMethodSlot(suite: Suite, maker: SlotMaker, method: NewMethod): Promise<Slot> {
  const { workspace, member, identity, leastSequence } = maker
  const { id, kind, credentialId } = method
  const place: Omit<SlotPlace, 'tier'> = { workspace, member, method: id, kind, credentialId, kdf: new Uint8Array(0) }
  const common = { identity, leastSequence }
  const [app, vault] = await Promise.all([
    createTierSlot(suite, {
      ...common,
      place: { ...place, tier: 'app' },
      secret: method.appSecret,
      root: maker.appRoot,
    }),
    createTierSlot(suite, {
      ...common,
      place: { ...place, tier: 'vault' },
      secret: method.vaultSecret,
      root: maker.vaultRoot,
    }),
  ])
  return { method: id, kind, credentialId, app, vault }
}

/** The method as the signed state lists it. */
export function slotToStateMethod(slot: Slot, member: MemberId, addedAt: number): StateMethod {
  return {
    id: slot.method,
    member,
    kind: slot.kind,
    appKey: slot.app.publicKey,
    vaultKey: slot.vault.publicKey,
    addedAt,
  }
}
