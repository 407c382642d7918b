import { sha256 } from '@noble/hashes/sha2.js'
import { assert } from '../lang/assert.ts'
import { bytesToHex, copyBytes, utf8ToBytes, type Bytes } from '../protocol/bytes.ts'
import { createHpke, type HpkeContext } from './hpke.ts'
import { importOkpPrivate, importOkpPublic } from './okp-keys.ts'

/** A symmetric key of one purpose and epoch. Messages are sealed under keys derived from it, never under it. */
export type PurposeKey = { readonly kind: 'purpose-key'; readonly keyId: Bytes; readonly hkdf: CryptoKey }

/** Ed25519. */
export type SigningKey = { readonly kind: 'signing-key'; readonly publicKey: Bytes; readonly privateKey: CryptoKey }

/** X25519. */
export type ReceiveKey = { readonly kind: 'receive-key'; readonly publicKey: Bytes; readonly pair: CryptoKeyPair }

export const suiteNumber = 1
export const purposeKeyBytes = 32

/** Suite 1: HKDF-SHA-256, AES-256-GCM, Ed25519, HPKE over X25519. Rules [V1]–[V3] of protocol/SPEC.md. */
export type Suite = {
  readonly random: (length: number) => Bytes
  readonly sha256: (bytes: Uint8Array) => Bytes
  /** RFC 5869 with a secret that is not kept. */
  readonly hkdf: (secret: Bytes, salt: Bytes, info: Bytes, length: number) => Promise<Bytes>
  readonly importPurposeKey: (raw: Uint8Array) => Promise<PurposeKey>
  readonly derive: (key: PurposeKey, salt: Bytes, info: Bytes, length: number) => Promise<Bytes>
  readonly encrypt: (key: Bytes, iv: Bytes, plaintext: Bytes, aad: Bytes) => Promise<Bytes>
  /** Null where the tag does not fit. */
  readonly decrypt: (key: Bytes, iv: Bytes, ciphertext: Bytes, aad: Bytes) => Promise<Bytes | null>
  readonly importSigningKey: (seed: Uint8Array) => Promise<SigningKey>
  readonly generateSigningKey: () => Promise<SigningKey>
  readonly sign: (key: SigningKey, message: Bytes) => Promise<Bytes>
  readonly verify: (publicKey: Uint8Array, signature: Bytes, message: Bytes) => Promise<boolean>
  readonly importReceiveKey: (raw: Uint8Array) => Promise<ReceiveKey>
  readonly generateReceiveKey: () => Promise<ReceiveKey>
  readonly hpkeSeal: (publicKey: Bytes, context: HpkeContext, plaintext: Bytes) => Promise<Bytes>
  readonly hpkeOpen: (key: ReceiveKey, context: HpkeContext, sealed: Uint8Array) => Promise<Bytes | null>
}

export type SuiteDeps = { readonly subtle: SubtleCrypto; readonly random: (length: number) => Bytes }

export function createSuite(deps: SuiteDeps): Suite {
  return {
    random: deps.random,
    sha256: hash,
    ...symmetric(deps.subtle),
    ...signing(deps.subtle),
    ...receiving(deps.subtle),
  }
}

function hash(bytes: Uint8Array): Bytes {
  return copyBytes(sha256(bytes))
}

const keyIdInfo = utf8ToBytes('wlos/kid/v1')
const noSalt = new Uint8Array(0)

function symmetric(subtle: SubtleCrypto) {
  async function hkdf(key: CryptoKey, salt: Bytes, info: Bytes, length: number): Promise<Bytes> {
    return new Uint8Array(await subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt, info }, key, length * 8))
  }
  function importHkdf(raw: Uint8Array): Promise<CryptoKey> {
    return subtle.importKey('raw', copyBytes(raw), 'HKDF', false, ['deriveBits'])
  }
  return {
    hkdf: async (secret: Bytes, salt: Bytes, info: Bytes, length: number) =>
      hkdf(await importHkdf(secret), salt, info, length),
    importPurposeKey: async (raw: Uint8Array): Promise<PurposeKey> => {
      assert(raw.length === purposeKeyBytes, `a purpose key has 32 bytes, got ${raw.length}`)
      const key = await importHkdf(raw)
      return { kind: 'purpose-key', keyId: await hkdf(key, noSalt, keyIdInfo, 16), hkdf: key }
    },
    derive: (key: PurposeKey, salt: Bytes, info: Bytes, length: number) => hkdf(key.hkdf, salt, info, length),
    encrypt: async (key: Bytes, iv: Bytes, plaintext: Bytes, aad: Bytes) => {
      const aes = await subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt'])
      return new Uint8Array(await subtle.encrypt({ name: 'AES-GCM', iv, additionalData: aad }, aes, plaintext))
    },
    decrypt: async (key: Bytes, iv: Bytes, ciphertext: Bytes, aad: Bytes) => {
      const aes = await subtle.importKey('raw', key, 'AES-GCM', false, ['decrypt'])
      try {
        return new Uint8Array(await subtle.decrypt({ name: 'AES-GCM', iv, additionalData: aad }, aes, ciphertext))
      } catch {
        return null
      }
    },
  }
}

function signing(subtle: SubtleCrypto) {
  const publicKeys = createKeyCache(raw => importOkpPublic(subtle, 'Ed25519', raw))
  return {
    importSigningKey: async (seed: Uint8Array): Promise<SigningKey> => ({
      kind: 'signing-key',
      ...(await importOkpPrivate(subtle, 'Ed25519', seed)),
    }),
    generateSigningKey: async (): Promise<SigningKey> => {
      const pair = keyPair(await subtle.generateKey('Ed25519', false, ['sign', 'verify']))
      return { kind: 'signing-key', publicKey: await exportRaw(subtle, pair.publicKey), privateKey: pair.privateKey }
    },
    sign: async (key: SigningKey, message: Bytes) =>
      new Uint8Array(await subtle.sign('Ed25519', key.privateKey, message)),
    verify: async (publicKey: Uint8Array, signature: Bytes, message: Bytes) => {
      const key = await publicKeys(publicKey)
      return key !== null && subtle.verify('Ed25519', key, signature, message)
    },
  }
}

function receiving(subtle: SubtleCrypto) {
  const hpke = createHpke()
  const publicKeys = createKeyCache(raw => importOkpPublic(subtle, 'X25519', raw))
  return {
    importReceiveKey: async (raw: Uint8Array): Promise<ReceiveKey> => {
      const { publicKey, privateKey } = await importOkpPrivate(subtle, 'X25519', raw)
      const handle = await importOkpPublic(subtle, 'X25519', publicKey)
      return { kind: 'receive-key', publicKey, pair: { publicKey: handle, privateKey } }
    },
    generateReceiveKey: async (): Promise<ReceiveKey> => {
      const pair = keyPair(await subtle.generateKey('X25519', false, ['deriveBits']))
      return { kind: 'receive-key', publicKey: await exportRaw(subtle, pair.publicKey), pair }
    },
    hpkeSeal: async (publicKey: Bytes, context: HpkeContext, plaintext: Bytes) => {
      const key = await publicKeys(publicKey)
      assert(key !== null, 'not an X25519 public key')
      return hpke.seal(key, context, plaintext)
    },
    hpkeOpen: (key: ReceiveKey, context: HpkeContext, sealed: Uint8Array) => hpke.open(key.pair, context, sealed),
  }
}

async function exportRaw(subtle: SubtleCrypto, key: CryptoKey): Promise<Bytes> {
  return new Uint8Array(await subtle.exportKey('raw', key))
}

function keyPair(generated: CryptoKey | CryptoKeyPair): CryptoKeyPair {
  assert('privateKey' in generated, 'key generation gave no pair')
  return generated
}

const cachedKeys = 256

/** Importing costs as much as verifying, and a log has few authors. Null where the bytes are no public key. */
function createKeyCache(load: (raw: Bytes) => Promise<CryptoKey>) {
  const keyByHex = new Map<string, CryptoKey>()
  return async (raw: Uint8Array): Promise<CryptoKey | null> => {
    const hex = bytesToHex(raw)
    const known = keyByHex.get(hex)
    if (known !== undefined) return known
    try {
      const key = await load(copyBytes(raw))
      const oldest = keyByHex.keys().next()
      if (keyByHex.size >= cachedKeys && oldest.done !== true) keyByHex.delete(oldest.value)
      keyByHex.set(hex, key)
      return key
    } catch {
      return null
    }
  }
}
