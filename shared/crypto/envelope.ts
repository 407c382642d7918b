import { assert } from '../lang/assert.ts'
import { err, ok, type Result } from '../lang/result.ts'
import { concatBytes, equalBytes, utf8ToBytes, type Bytes } from '../protocol/bytes.ts'
import { idToBytes, type DeviceId, type WorkspaceId } from '../protocol/ids.ts'
import { lengthPrefixed, uintToBytes } from '../protocol/length-prefix.ts'
import { pad, unpad } from './padding.ts'
import { suiteNumber, type PurposeKey, type Suite } from './suite.ts'

/**
 * "WLE1" | suite 1 | key id 16 | salt 32 | iv 12 | commit 32 | ciphertext + tag. Rules [V…] of protocol/SPEC.md.
 * A fresh key for each message ends AES-GCM's nonce limit; the commitment ties the message to that key, which
 * AES-GCM alone does not (Dodis and others, "Fast Message Franking", CRYPTO 2018).
 */
export type EnvelopeContext = {
  /** What the message is for: 'entry', 'rows', 'file' … Two purposes never open each other's messages. */
  readonly purpose: string
  readonly workspace: WorkspaceId
  /** Which ceremony's key: the two tiers, this device's own keys, or none of them. */
  readonly tier: 'app' | 'vault' | 'device' | 'none'
  readonly epoch: number
  readonly objectType: string
  readonly objectId: string
  readonly version: number
  readonly parentHash: Bytes | null
  readonly schema: number
  readonly authorDevice: DeviceId | null
  readonly chunkIndex: number
  readonly chunkCount: number
  readonly final: boolean
  /** Anything else that must be as the reader expects; may be empty. */
  readonly bound: Bytes
}

/** One value for every reason, so that an answer tells an attacker nothing. */
export type CannotOpen = 'cannot-open'

const magic = utf8ToBytes('WLE1')
const envelopeInfo = 'wlos/env/v1'
const keyIdAt = 5
const saltAt = keyIdAt + 16
const ivAt = saltAt + 32
const commitAt = ivAt + 12
const ciphertextAt = commitAt + 32
const tagBytes = 16

/** What an envelope adds to the padded plaintext. */
export const envelopeOverheadBytes = ciphertextAt + tagBytes

/** The fields that most messages leave alone: one chunk, first schema, no parent, no author. */
export const plainContext = {
  version: 0,
  parentHash: null,
  schema: 1,
  authorDevice: null,
  chunkIndex: 0,
  chunkCount: 1,
  final: true,
  bound: new Uint8Array(0),
} as const satisfies Partial<EnvelopeContext>

export async function sealEnvelope(
  suite: Suite,
  key: PurposeKey,
  context: EnvelopeContext,
  plaintext: Uint8Array,
): Promise<Bytes> {
  const salt = suite.random(32)
  const iv = suite.random(12)
  const aad = associatedData(context, key.keyId)
  const out = await messageKeys(suite, key, salt, aad)
  const padded = pad(plaintext)
  const ciphertext = await suite.encrypt(out.slice(0, 32), iv, padded, aad)
  padded.fill(0)
  const envelope = concatBytes(magic, Uint8Array.of(suiteNumber), key.keyId, salt, iv, out.subarray(32), ciphertext)
  out.fill(0)
  return envelope
}

/** The associated data is built from what the reader asked for, never from the message. */
export async function openEnvelope(
  suite: Suite,
  key: PurposeKey,
  context: EnvelopeContext,
  envelope: Uint8Array,
): Promise<Result<Bytes, CannotOpen>> {
  if (envelope.length < envelopeOverheadBytes) return err('cannot-open')
  if (!equalBytes(envelope.subarray(0, 4), magic) || envelope[4] !== suiteNumber) return err('cannot-open')
  if (!equalBytes(envelope.subarray(keyIdAt, saltAt), key.keyId)) return err('cannot-open')
  const aad = associatedData(context, key.keyId)
  const out = await messageKeys(suite, key, part(envelope, saltAt, ivAt), aad)
  if (!equalInConstantTime(out.subarray(32), envelope.subarray(commitAt, ciphertextAt))) return err('cannot-open')
  const iv = part(envelope, ivAt, commitAt)
  const padded = await suite.decrypt(out.slice(0, 32), iv, part(envelope, ciphertextAt, envelope.length), aad)
  out.fill(0)
  if (padded === null) return err('cannot-open')
  const plaintext = unpad(padded)
  padded.fill(0)
  return plaintext === null ? err('cannot-open') : ok(plaintext)
}

/** Which key an envelope says it needs: a hint for choosing among one's own keys, proven only by opening it. */
export function envelopeKeyId(envelope: Uint8Array): Bytes | null {
  if (envelope.length < envelopeOverheadBytes || !equalBytes(envelope.subarray(0, 4), magic)) return null
  return part(envelope, keyIdAt, saltAt)
}

export function associatedData(context: EnvelopeContext, keyId: Bytes): Bytes {
  const { parentHash, authorDevice } = context
  // An empty part stands for "none", so a present one must not be empty.
  assert(parentHash === null || parentHash.length === 32, 'a parent hash has 32 bytes')
  return lengthPrefixed(
    magic,
    Uint8Array.of(suiteNumber),
    context.purpose,
    idToBytes(context.workspace),
    context.tier,
    uintToBytes(context.epoch),
    context.objectType,
    context.objectId,
    uintToBytes(context.version),
    parentHash ?? '',
    uintToBytes(context.schema),
    keyId,
    authorDevice === null ? '' : idToBytes(authorDevice),
    uintToBytes(context.chunkIndex),
    uintToBytes(context.chunkCount),
    Uint8Array.of(context.final ? 1 : 0),
    context.bound,
  )
}

function messageKeys(suite: Suite, key: PurposeKey, salt: Bytes, aad: Bytes): Promise<Bytes> {
  return suite.derive(key, salt, lengthPrefixed(envelopeInfo, suite.sha256(aad)), 64)
}

function equalInConstantTime(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  let difference = 0
  for (let i = 0; i < a.length; i++) difference |= (a[i] ?? 0) ^ (b[i] ?? 0)
  return difference === 0
}

function part(bytes: Uint8Array, from: number, to: number): Bytes {
  return new Uint8Array(bytes.subarray(from, to))
}
