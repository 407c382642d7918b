import * as z from 'zod/mini'
import { err, ok, type Result } from '../lang/result.ts'
import type { Bytes } from '../protocol/bytes.ts'
import { decodeCbor, encodeCbor } from '../protocol/cbor.ts'
import { idToBytes, MemberId, type MethodId, type WorkspaceId } from '../protocol/ids.ts'
import { lengthPrefixed } from '../protocol/length-prefix.ts'
import { openEnvelope, plainContext, sealEnvelope, type CannotOpen, type EnvelopeContext } from './envelope.ts'
import type { Tier, TierSlot } from './keyring.ts'
import { withRoot, type RootHandle } from './root.ts'
import type { PurposeKey, ReceiveKey, SigningKey, Suite } from './suite.ts'

/** Everything that a slot is bound to: moved anywhere else, it does not open. */
export type SlotPlace = {
  readonly workspace: WorkspaceId
  readonly member: MemberId
  readonly method: MethodId
  readonly kind: 'passkey' | 'recovery' | 'passphrase'
  readonly credentialId: string | null
  /** How the secret was stretched, encoded; empty for secrets that are random already. */
  readonly kdf: Bytes
  readonly tier: Tier
}

/** What only the method itself can read: rule [K4]. */
const SlotContents = z.strictObject({
  privateKey: z.custom<Bytes>(value => value instanceof Uint8Array && value.length === 32),
  fingerprint: z.custom<Bytes>(value => value instanceof Uint8Array && value.length === 32),
  member: MemberId,
  leastSequence: z.int().check(z.minimum(1)),
})
export type SlotContents = z.infer<typeof SlotContents>

export type SlotRequest = {
  readonly place: SlotPlace
  readonly secret: Bytes
  readonly root: RootHandle
  readonly identity: SigningKey
  /** The sequence of the state that first lists the method: it will open with nothing older. */
  readonly leastSequence: number
}

export async function createTierSlot(suite: Suite, request: SlotRequest): Promise<TierSlot> {
  const { place, identity } = request
  const privateKey = suite.random(32)
  const { publicKey } = await suite.importReceiveKey(privateKey)
  const salt = suite.random(32)
  const kek = await deriveKek(suite, place, request.secret, salt)
  const contents: SlotContents = {
    privateKey,
    fingerprint: suite.sha256(identity.publicKey),
    member: place.member,
    leastSequence: request.leastSequence,
  }
  const encoded = encodeCbor(contents)
  const blob = await sealEnvelope(suite, kek, blobContext(place, publicKey), encoded)
  encoded.fill(0)
  privateKey.fill(0)
  const wrap = await withRoot(suite, request.root, raw => suite.hpkeSeal(publicKey, wrapContext(place), raw))
  const signature = await suite.sign(identity, wrapMessage(suite, place, publicKey, wrap))
  return { salt, publicKey, blob, wrap, signature }
}

/** Opens with the method's secret alone; what it tells is then held against state and key ring. */
export async function openSlotBlob(
  suite: Suite,
  place: SlotPlace,
  slot: TierSlot,
  secret: Bytes,
): Promise<Result<SlotContents, CannotOpen>> {
  const kek = await deriveKek(suite, place, secret, slot.salt)
  const opened = await openEnvelope(suite, kek, blobContext(place, slot.publicKey), slot.blob)
  if (!opened.ok) return opened
  const contents = SlotContents.safeParse(decodeCbor(opened.value))
  opened.value.fill(0)
  return contents.success ? ok(contents.data) : err('cannot-open')
}

/** Rule [K5]: without the identity key's signature a wrap could be anybody's. */
export function verifyWrap(suite: Suite, identityKey: Uint8Array, place: SlotPlace, slot: TierSlot): Promise<boolean> {
  return suite.verify(identityKey, slot.signature, wrapMessage(suite, place, slot.publicKey, slot.wrap))
}

export function openWrap(suite: Suite, place: SlotPlace, slot: TierSlot, key: ReceiveKey): Promise<Bytes | null> {
  return suite.hpkeOpen(key, wrapContext(place), slot.wrap)
}

async function deriveKek(suite: Suite, place: SlotPlace, secret: Bytes, salt: Bytes): Promise<PurposeKey> {
  const raw = await suite.hkdf(secret, salt, describePlace('wlos/kek/v1', place), 32)
  const kek = await suite.importPurposeKey(raw)
  raw.fill(0)
  return kek
}

function blobContext(place: SlotPlace, publicKey: Bytes): EnvelopeContext {
  return {
    ...plainContext,
    purpose: 'method',
    workspace: place.workspace,
    tier: place.tier,
    epoch: 0,
    objectType: place.kind,
    objectId: place.method,
    bound: lengthPrefixed(describePlace('wlos/slot/v1', place), publicKey),
  }
}

function wrapContext(place: SlotPlace) {
  return { info: describePlace('wlos/wrap/v1', place), aad: new Uint8Array(0) }
}

function wrapMessage(suite: Suite, place: SlotPlace, publicKey: Bytes, wrap: Bytes): Bytes {
  return lengthPrefixed(describePlace('wlos/wrap-signature/v1', place), publicKey, suite.sha256(wrap))
}

function describePlace(domain: string, place: SlotPlace): Bytes {
  return lengthPrefixed(
    domain,
    idToBytes(place.workspace),
    idToBytes(place.member),
    idToBytes(place.method),
    place.kind,
    place.credentialId ?? '',
    place.kdf,
    place.tier,
  )
}
