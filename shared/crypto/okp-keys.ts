import { base64urlToBytes, concatBytes, type Bytes } from '../protocol/bytes.ts'
import { assert } from '../lang/assert.ts'

/** Octet key pairs of RFC 8037, raw on our side: 32 bytes private, 32 bytes public. */
export type OkpCurve = 'Ed25519' | 'X25519'

// RFC 8410 §7: PrivateKeyInfo { version 0, algorithm 1.3.101.112 or .110, OCTET STRING { OCTET STRING (32) } }.
const pkcs8PrefixByCurve = {
  Ed25519: Uint8Array.of(0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20),
  X25519: Uint8Array.of(0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x6e, 4, 0x22, 4, 0x20),
} as const satisfies Record<OkpCurve, Uint8Array>

const usagesByCurve: Record<OkpCurve, KeyUsage[]> = { Ed25519: ['sign'], X25519: ['deriveBits'] }

export type ImportedOkp = { readonly publicKey: Bytes; readonly privateKey: CryptoKey }

/**
 * The private key as a non-extractable handle, with the public key that belongs to it. WebCrypto hands out a public
 * key only through an extractable import, so a second, short-lived one is made for that.
 */
export async function importOkpPrivate(subtle: SubtleCrypto, curve: OkpCurve, raw: Uint8Array): Promise<ImportedOkp> {
  assert(raw.length === 32, `a ${curve} private key has 32 bytes, got ${raw.length}`)
  const pkcs8 = concatBytes(pkcs8PrefixByCurve[curve], raw)
  try {
    const usages = usagesByCurve[curve]
    const [privateKey, readable] = await Promise.all([
      subtle.importKey('pkcs8', pkcs8, curve, false, usages),
      subtle.importKey('pkcs8', pkcs8, curve, true, usages),
    ])
    const jwk = await subtle.exportKey('jwk', readable)
    assert(typeof jwk.x === 'string', `${curve} export without a public key`)
    return { privateKey, publicKey: base64urlToBytes(jwk.x) }
  } finally {
    pkcs8.fill(0)
  }
}

/** Rejects with the DOMException of WebCrypto where the bytes are no public key. */
export function importOkpPublic(subtle: SubtleCrypto, curve: OkpCurve, raw: Bytes): Promise<CryptoKey> {
  return subtle.importKey('raw', raw, curve, true, curve === 'Ed25519' ? ['verify'] : [])
}
