import { err, ok, type Result } from '../lang/result.ts'
import { equalBytes, type Bytes } from '../protocol/bytes.ts'
import {
  decodeState,
  encodeState,
  memberOf,
  stateHash,
  type SignedState,
  type StateDevice,
  type StateError,
  type WorkspaceState,
} from '../protocol/state.ts'
import type { SigningKey, Suite } from './suite.ts'

export async function signState(suite: Suite, identity: SigningKey, state: WorkspaceState): Promise<SignedState> {
  const bytes = encodeState(state)
  return { bytes, signature: await suite.sign(identity, stateHash(bytes)) }
}

export type StateRefusal = StateError | 'bad-signature' | 'wrong-signer'

/** `identityKey` is what the caller already trusts; the state's own word on its signer proves nothing. */
export async function verifyState(
  suite: Suite,
  signed: SignedState,
  identityKey: Uint8Array,
): Promise<Result<WorkspaceState, StateRefusal>> {
  const decoded = decodeState(signed.bytes)
  if (!decoded.ok) return decoded
  const signer = memberOf(decoded.value, decoded.value.signer)
  if (signer === undefined || !equalBytes(signer.identityKey, identityKey)) return err('wrong-signer')
  if (!(await suite.verify(identityKey, signed.signature, stateHash(signed.bytes)))) return err('bad-signature')
  return isCoherent(decoded.value) ? ok(decoded.value) : err('malformed')
}

/** [S3]: ids are unique, everything belongs to a listed member, a revocation is whole. */
function isCoherent(state: WorkspaceState): boolean {
  const members = new Set(state.members.map(member => member.id))
  if (members.size !== state.members.length) return false
  if (new Set(state.devices.map(device => device.id)).size !== state.devices.length) return false
  if (new Set(state.methods.map(method => method.id)).size !== state.methods.length) return false
  if (!state.devices.every(device => members.has(device.member) && isWholeRevocation(device))) return false
  if (!state.methods.every(method => members.has(method.member))) return false
  if ((state.sequence === 1) !== (state.previous === null)) return false
  return state.epochs.every((item, index) => item.epoch === index + 1)
}

function isWholeRevocation({ revokedAt, lastData, lastAudit }: StateDevice): boolean {
  return (revokedAt === null) === (lastData === null) && (revokedAt === null) === (lastAudit === null)
}

/** The highest state that this device has accepted. */
export type PinnedState = { readonly state: WorkspaceState; readonly hash: Bytes }

export type FollowRefusal =
  | 'foreign-workspace'
  | 'rolled-back'
  | 'forked'
  | 'suite-lowered'
  | 'member-changed'
  | 'device-changed'
  | 'epoch-changed'

/** [S5]: what a verified state must keep of the pinned one. The pinned state itself passes. */
export function checkStateFollows(pinned: PinnedState, next: PinnedState): Result<void, FollowRefusal> {
  const [before, after] = [pinned.state, next.state]
  if (after.workspace !== before.workspace) return err('foreign-workspace')
  if (after.sequence < before.sequence) return err('rolled-back')
  if (after.sequence === before.sequence) return equalBytes(next.hash, pinned.hash) ? ok(undefined) : err('forked')
  if (after.sequence === before.sequence + 1 && !follows(after.previous, pinned.hash)) return err('forked')
  if (after.leastSuite < before.leastSuite) return err('suite-lowered')
  if (!keepsMembers(before, after)) return err('member-changed')
  if (!before.devices.every(device => keepsDevice(device, after))) return err('device-changed')
  if (!keepsEpochs(before, after)) return err('epoch-changed')
  return ok(undefined)
}

function follows(previous: Bytes | null, hash: Bytes): boolean {
  return previous !== null && equalBytes(previous, hash)
}

function keepsMembers(before: WorkspaceState, after: WorkspaceState): boolean {
  return before.members.every(member => {
    const kept = memberOf(after, member.id)
    return kept !== undefined && equalBytes(kept.identityKey, member.identityKey)
  })
}

/** A device is never removed, re-keyed, given to another member, or let in again. */
function keepsDevice(device: StateDevice, after: WorkspaceState): boolean {
  const kept = after.devices.find(candidate => candidate.id === device.id)
  if (kept === undefined || kept.member !== device.member) return false
  if (!equalBytes(kept.signKey, device.signKey) || !equalBytes(kept.receiveKey, device.receiveKey)) return false
  if (device.revokedAt === null) return true
  return kept.revokedAt === device.revokedAt && kept.lastData === device.lastData && kept.lastAudit === device.lastAudit
}

function keepsEpochs(before: WorkspaceState, after: WorkspaceState): boolean {
  return before.epochs.every((epoch, index) => {
    const kept = after.epochs[index]
    if (kept === undefined || kept.epoch !== epoch.epoch) return false
    return equalBytes(kept.appKeyId, epoch.appKeyId) && equalBytes(kept.vaultKeyId, epoch.vaultKeyId)
  })
}
