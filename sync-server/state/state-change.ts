import { err, ok, type Result } from '#shared/lang/result.ts'
import { equalBytes } from '#shared/protocol/bytes.ts'
import { encodeCbor } from '#shared/protocol/cbor.ts'
import type { DeviceId, MemberId } from '#shared/protocol/ids.ts'
import { deviceOf, memberOf, type StateDevice, type WorkspaceState } from '#shared/protocol/state.ts'

export type StateChange = {
  readonly needsStepUp: boolean
  readonly revokedDevices: readonly DeviceId[]
  readonly removedMembers: readonly MemberId[]
}

/** What may follow the present state, apart from sequence and signature. */
export function describeChange(
  present: WorkspaceState,
  next: WorkspaceState,
): Result<StateChange, 'state-invalid' | 'last-method'> {
  if (next.workspace !== present.workspace) return err('state-invalid')
  if (!haveUniqueIds(next) || !doAllBelong(next)) return err('state-invalid')
  if (!present.members.every(member => keepsIdentity(next, member))) return err('state-invalid')
  if (!present.devices.every(device => keepsDevice(next, device))) return err('state-invalid')
  if (next.methods.length < 2 && next.methods.length < present.methods.length) return err('last-method')
  return ok({
    needsStepUp: guardedParts.some(part => !isSame(present[part], next[part])),
    revokedDevices: next.devices.filter(device => isNewlyRevoked(present, device)).map(device => device.id),
    removedMembers: present.members.filter(member => memberOf(next, member.id) === undefined).map(member => member.id),
  })
}

/** Who gets in, and with what keys. Heads and time may move without a hand on the device. */
const guardedParts = ['members', 'devices', 'methods', 'epochs', 'inboxKey'] as const

function isSame(a: unknown, b: unknown): boolean {
  return equalBytes(encodeCbor(a), encodeCbor(b))
}

function haveUniqueIds(state: WorkspaceState): boolean {
  return [state.members, state.devices, state.methods].every(
    items => new Set(items.map(item => item.id)).size === items.length,
  )
}

function doAllBelong(next: WorkspaceState): boolean {
  const hasMember = (id: MemberId) => memberOf(next, id) !== undefined
  return (
    next.methods.every(method => hasMember(method.member)) &&
    next.devices.every(device => device.revokedAt !== null || hasMember(device.member))
  )
}

/** A member may leave; a member who stays keeps the key that everything of theirs is certified by. */
function keepsIdentity(next: WorkspaceState, member: WorkspaceState['members'][number]): boolean {
  const kept = memberOf(next, member.id)
  return kept === undefined || equalBytes(kept.identityKey, member.identityKey)
}

/** A device stays listed for ever, as it was: its entries must stay verifiable. It may be revoked, once. */
function keepsDevice(next: WorkspaceState, device: StateDevice): boolean {
  const kept = deviceOf(next, device.id)
  if (kept === undefined) return false
  if (device.revokedAt !== null) return isSame(kept, device)
  const { revokedAt, lastData, lastAudit } = device
  return isSame({ ...kept, revokedAt, lastData, lastAudit }, device)
}

function isNewlyRevoked(present: WorkspaceState, device: StateDevice): boolean {
  return device.revokedAt !== null && deviceOf(present, device.id)?.revokedAt === null
}
