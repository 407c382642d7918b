import * as z from 'zod/mini'
import { err, ok, type Result } from '../lang/result.ts'
import type { Bytes } from '../protocol/bytes.ts'
import { decodeCbor, encodeCbor } from '../protocol/cbor.ts'
import { MemberId, MethodId, WorkspaceId } from '../protocol/ids.ts'
import { limits } from '../protocol/limits.ts'

/**
 * One member's sealed keys, as the relay keeps them without being able to read them. Rules [K…] of protocol/SPEC.md.
 *
 *   method secret ─ KEK ─ slot blob (method's private key) ─ HPKE ─ root of a tier ─ member's keys ─ HPKE ─ epoch keys
 */
const bytes = (length: number) =>
  z.custom<Bytes>(value => value instanceof Uint8Array && value.length === length, `${length} bytes`)
const sealed = () => z.custom<Bytes>(value => value instanceof Uint8Array && value.length <= 4_096, 'sealed bytes')

export const Tier = z.enum(['app', 'vault'])
export type Tier = z.infer<typeof Tier>

export const TierSlot = z.strictObject({
  salt: bytes(32),
  /** X25519, of the method's own key pair in this tier. */
  publicKey: bytes(32),
  /** The method's private key and what it must check, under a key from the method's secret. */
  blob: sealed(),
  /** The tier's root, by HPKE to publicKey. */
  wrap: bytes(80),
  /** The identity key's word that this public key and this wrap belong here. */
  signature: bytes(64),
})
export type TierSlot = z.infer<typeof TierSlot>

export const Slot = z.strictObject({
  method: MethodId,
  kind: z.enum(['passkey', 'recovery']),
  credentialId: z.nullable(z.string().check(z.maxLength(1_400))),
  app: TierSlot,
  vault: TierSlot,
})
export type Slot = z.infer<typeof Slot>

/** One epoch key of one tier for one member. */
export const Grant = z.strictObject({
  epoch: z.int().check(z.minimum(1)),
  tier: Tier,
  member: MemberId,
  granter: MemberId,
  keyId: bytes(16),
  /** By HPKE to the member's receiving key of the tier. */
  sealed: bytes(80),
  /** By the granter's identity key. */
  signature: bytes(64),
})
export type Grant = z.infer<typeof Grant>

export const Keyring = z.strictObject({
  version: z.literal(1),
  workspace: WorkspaceId,
  member: MemberId,
  slots: z.array(Slot).check(z.maxLength(limits.methods)),
  /** Identity and receiving key, under root_app. */
  appKeys: sealed(),
  /** The vault's receiving key, under root_vault. */
  vaultKeys: sealed(),
  grants: z.array(Grant).check(z.maxLength(512)),
  /** The inbox's private key, under the application key of the epoch. */
  inbox: z.strictObject({ epoch: z.int().check(z.minimum(1)), sealed: sealed() }),
})
export type Keyring = z.infer<typeof Keyring>

export function encodeKeyring(keyring: Keyring): Bytes {
  return encodeCbor(keyring)
}

export type KeyringFormError = 'malformed' | 'unknown-version' | 'too-large'

export function decodeKeyring(keyringBytes: Uint8Array): Result<Keyring, KeyringFormError> {
  if (keyringBytes.length > limits.keyringBytes) return err('too-large')
  return decodeVersioned(keyringBytes, Keyring)
}

/** Strict in form; a higher `version` is told apart, so that the app can ask for its own update. */
export function decodeVersioned<Schema extends z.ZodMiniType>(
  encoded: Uint8Array,
  schema: Schema,
): Result<z.output<Schema>, 'malformed' | 'unknown-version'> {
  try {
    const value = decodeCbor(encoded)
    if (typeof value !== 'object' || value === null) return err('malformed')
    if ('version' in value && typeof value.version === 'number' && value.version > 1) return err('unknown-version')
    const parsed = schema.safeParse(value)
    return parsed.success ? ok(parsed.data) : err('malformed')
  } catch {
    return err('malformed')
  }
}
