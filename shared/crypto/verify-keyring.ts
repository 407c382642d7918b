import { equalBytes } from '../protocol/bytes.ts'
import { memberOf, type WorkspaceState } from '../protocol/state.ts'
import { verifyGrant } from './grants.ts'
import { Tier, type Keyring, type Slot } from './keyring.ts'
import { verifyWrap, type SlotPlace } from './slots.ts'
import type { Suite } from './suite.ts'

/**
 * Holds a key ring against a state whose signature was checked: every slot, not only the one that is being opened, so
 * that a relay can neither put in a method, nor take one out, nor grant a key of its own. Rule [K8].
 */
export async function verifyKeyring(suite: Suite, keyring: Keyring, state: WorkspaceState): Promise<boolean> {
  const self = memberOf(state, keyring.member)
  if (self === undefined || state.workspace !== keyring.workspace) return false
  if (!hasTheMethodsOf(state, keyring) || !hasTheEpochsOf(state, keyring)) return false
  const checks = [
    ...keyring.slots.flatMap(slot =>
      Tier.options.map(tier => verifyWrap(suite, self.identityKey, slotPlace(keyring, slot, tier), slot[tier])),
    ),
    ...keyring.grants.map(grant => verifyGrant(suite, state, grant)),
  ]
  return (await Promise.all(checks)).every(Boolean)
}

export function slotPlace(keyring: Pick<Keyring, 'workspace' | 'member'>, slot: Slot, tier: Tier): SlotPlace {
  const { workspace, member } = keyring
  const { method, kind, credentialId } = slot
  return { workspace, member, method, kind, credentialId, kdf: new Uint8Array(0), tier }
}

function hasTheMethodsOf(state: WorkspaceState, keyring: Keyring): boolean {
  const methods = state.methods.filter(method => method.member === keyring.member)
  if (methods.length !== keyring.slots.length) return false
  return methods.every(method => {
    const slot = keyring.slots.find(candidate => candidate.method === method.id)
    if (slot === undefined || slot.kind !== method.kind) return false
    return equalBytes(slot.app.publicKey, method.appKey) && equalBytes(slot.vault.publicKey, method.vaultKey)
  })
}

function hasTheEpochsOf(state: WorkspaceState, keyring: Keyring): boolean {
  if (keyring.grants.length !== 2 * state.epochs.length) return false
  return state.epochs.every(({ epoch }) =>
    Tier.options.every(tier =>
      keyring.grants.some(grant => grant.epoch === epoch && grant.tier === tier && grant.member === keyring.member),
    ),
  )
}
