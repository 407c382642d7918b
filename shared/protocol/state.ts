import { sha256 } from '@noble/hashes/sha2.js'
import * as z from 'zod/mini'
import { err, ok, type Result } from '../lang/result.ts'
import { concatBytes, utf8ToBytes, type Bytes } from './bytes.ts'
import { decodeCbor, encodeCbor } from './cbor.ts'
import { DeviceId, MemberId, MethodId, WorkspaceId } from './ids.ts'
import { limits } from './limits.ts'

/**
 * The signed state: who and what belongs to a workspace, signed by the member's identity key. Its sequence only
 * goes up; devices pin the highest they saw and refuse less. Names are nowhere in it: the relay reads it. Rules [S…].
 */
const bytes = (length: number) =>
  z.custom<Bytes>(value => value instanceof Uint8Array && value.length === length, `${length} bytes`)
const uint = () => z.int().check(z.nonnegative())

export const StateEpoch = z.strictObject({ epoch: uint(), appKeyId: bytes(16), vaultKeyId: bytes(16) })
export const StateMember = z.strictObject({
  id: MemberId,
  /** Ed25519. */
  identityKey: bytes(32),
  /** X25519. */
  receiveKey: bytes(32),
  /** X25519, its private half sealed under the vault root. */
  vaultReceiveKey: bytes(32),
})
export type StateMember = z.infer<typeof StateMember>

export const StateDevice = z.strictObject({
  id: DeviceId,
  member: MemberId,
  /** Ed25519: signs entries. */
  signKey: bytes(32),
  /** X25519. */
  receiveKey: bytes(32),
  addedAt: uint(),
  revokedAt: z.nullable(uint()),
  /**
   * With revokedAt: the last sequence of each lane that still counts. A later entry of this device is refused
   * by relay and devices alike.
   */
  lastData: z.nullable(uint()),
  lastAudit: z.nullable(uint()),
})
export type StateDevice = z.infer<typeof StateDevice>

export const StateMethod = z.strictObject({
  id: MethodId,
  member: MemberId,
  kind: z.enum(['passkey', 'recovery']),
  /** The X25519 public keys that the roots are wrapped to. */
  appKey: bytes(32),
  vaultKey: bytes(32),
  addedAt: uint(),
})
export type StateMethod = z.infer<typeof StateMethod>

export const StateHead = z.strictObject({
  device: DeviceId,
  lane: z.enum(['data', 'audit']),
  sequence: uint(),
  id: bytes(32),
})
export type StateHead = z.infer<typeof StateHead>

export const WorkspaceState = z.strictObject({
  version: z.literal(1),
  workspace: WorkspaceId,
  sequence: uint().check(z.minimum(1)),
  /** stateHash of the state before; null for the first. */
  previous: z.nullable(bytes(32)),
  leastSuite: z.literal(1),
  epochs: z.array(StateEpoch).check(z.minLength(1)),
  members: z.array(StateMember).check(z.minLength(1), z.maxLength(64)),
  devices: z.array(StateDevice).check(z.maxLength(limits.devices)),
  methods: z.array(StateMethod).check(z.maxLength(limits.methods)),
  /** The newest entries that the signer knew of. */
  heads: z.array(StateHead).check(z.maxLength(2 * limits.devices)),
  /** X25519: the outside seals to it. */
  inboxKey: bytes(32),
  signer: MemberId,
  time: uint(),
})
export type WorkspaceState = z.infer<typeof WorkspaceState>

/** The signed bytes travel and are stored as they are; they are never encoded again from the parsed value. */
export type SignedState = { readonly bytes: Bytes; readonly signature: Bytes }

const stateDomain = utf8ToBytes('wlos/state/v1')

/** What the identity key signs, and what the next state's `previous` names. */
export function stateHash(stateBytes: Uint8Array): Bytes {
  return new Uint8Array(sha256(concatBytes(stateDomain, stateBytes)))
}

export function encodeState(state: WorkspaceState): Bytes {
  return encodeCbor(state)
}

export type StateError = 'malformed' | 'unknown-version' | 'too-large'

export function decodeState(stateBytes: Uint8Array): Result<WorkspaceState, StateError> {
  if (stateBytes.length > limits.stateBytes) return err('too-large')
  try {
    const value = decodeCbor(stateBytes)
    if (typeof value !== 'object' || value === null) return err('malformed')
    if ('version' in value && typeof value.version === 'number' && value.version > 1) return err('unknown-version')
    const parsed = WorkspaceState.safeParse(value)
    return parsed.success ? ok(parsed.data) : err('malformed')
  } catch {
    return err('malformed')
  }
}

export function memberOf(state: WorkspaceState, id: MemberId) {
  return state.members.find(member => member.id === id)
}

export function deviceOf(state: WorkspaceState, id: DeviceId) {
  return state.devices.find(device => device.id === id)
}
