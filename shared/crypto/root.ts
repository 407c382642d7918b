import { assert } from '../lang/assert.ts'
import { utf8ToBytes, type Bytes } from '../protocol/bytes.ts'
import type { Tier } from './keyring.ts'
import { purposeKeyBytes, type PurposeKey, type Suite } from './suite.ts'

/**
 * An open root. Its raw bytes are needed again only to wrap it to a new method; until then they lie masked by a key
 * that WebCrypto does not give out, so that memory holds no root in the clear.
 */
export type RootHandle = {
  readonly tier: Tier
  readonly key: PurposeKey
  readonly masked: Bytes
  readonly mask: PurposeKey
}

/** Takes the raw bytes over and wipes them. */
export async function holdRoot(suite: Suite, tier: Tier, raw: Bytes): Promise<RootHandle> {
  const random = suite.random(purposeKeyBytes)
  const [key, mask] = await Promise.all([suite.importPurposeKey(raw), suite.importPurposeKey(random)])
  random.fill(0)
  const masked = await applyMask(suite, mask, raw)
  raw.fill(0)
  return { tier, key, masked, mask }
}

/** Lends the raw bytes for the time of `borrow`. */
export async function withRoot<Value>(
  suite: Suite,
  root: RootHandle,
  borrow: (raw: Bytes) => Promise<Value>,
): Promise<Value> {
  const raw = await applyMask(suite, root.mask, root.masked)
  try {
    return await borrow(raw)
  } finally {
    raw.fill(0)
  }
}

const maskInfo = utf8ToBytes('wlos/root-mask/v1')

async function applyMask(suite: Suite, mask: PurposeKey, bytes: Bytes): Promise<Bytes> {
  assert(bytes.length === purposeKeyBytes, 'a root has 32 bytes')
  const pad = await suite.derive(mask, new Uint8Array(0), maskInfo, purposeKeyBytes)
  return pad.map((byte, index) => byte ^ (bytes[index] ?? 0))
}
