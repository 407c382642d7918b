import { sha256 } from '@noble/hashes/sha2.js'
import { wordlist } from '@scure/bip39/wordlists/english.js'
import { assert } from '../lang/assert.ts'
import { err, ok, type Result } from '../lang/result.ts'
import { concatBytes, utf8ToBytes, type Bytes } from '../protocol/bytes.ts'
import type { Suite } from './suite.ts'

/**
 * The recovery key: 160 random bits, written as 32 characters of Crockford's Base32 and 4 that check them, in
 * groups of 6. Rules [K11]–[K13] of protocol/SPEC.md.
 */
export const recoveryKeyBytes = 20

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const keyCharacters = 32
const checkCharacters = 4
const checkDomain = utf8ToBytes('wlos/recovery/v1/check')

export function formatRecoveryCode(key: Uint8Array): string {
  assert(key.length === recoveryKeyBytes, `a recovery key has 20 bytes, got ${key.length}`)
  const characters = bitsToCharacters(key, 5, keyCharacters) + checkOf(key)
  return characters.match(/.{6}/g)?.join('-') ?? ''
}

export type RecoveryCodeError = 'wrong-length' | 'bad-character' | 'bad-check'

/** Lower case, spaces and dashes are welcome; O is read as 0, I and L as 1. */
export function parseRecoveryCode(text: string): Result<Bytes, RecoveryCodeError> {
  const typed = text
    .toUpperCase()
    .replaceAll(/[\s\p{Pd}]/gu, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
  const values = Array.from(typed, character => alphabet.indexOf(character))
  if (values.includes(-1)) return err('bad-character')
  if (values.length !== keyCharacters + checkCharacters) return err('wrong-length')
  const key = valuesToBytes(values.slice(0, keyCharacters))
  return checkOf(key) === typed.slice(keyCharacters) ? ok(key) : err('bad-check')
}

export type RecoverySecrets = {
  /** Shown to the relay to sign in; it keeps the hash alone. */
  readonly auth: Bytes
  readonly app: Bytes
  readonly vault: Bytes
}

export async function deriveRecoverySecrets(suite: Suite, key: Bytes): Promise<RecoverySecrets> {
  const derive = (half: string) => suite.hkdf(key, new Uint8Array(0), utf8ToBytes(`wlos/recovery/v1/${half}`), 32)
  const [auth, app, vault] = await Promise.all([derive('auth'), derive('app'), derive('vault')])
  return { auth, app, vault }
}

/** SHA-256 of the identity's public key: what a method remembers, and what people compare. */
export function identityFingerprint(identityKey: Uint8Array): Bytes {
  return new Uint8Array(sha256(identityKey))
}

/** The first 88 bits of the fingerprint in the words of BIP-39, 11 bits each. */
export function identityWords(identityKey: Uint8Array): string[] {
  const fingerprint = identityFingerprint(identityKey)
  return readBits(fingerprint, 11, 8).map(index => wordlist[index] ?? '')
}

function checkOf(key: Uint8Array): string {
  return bitsToCharacters(sha256(concatBytes(checkDomain, key)), 5, checkCharacters)
}

function bitsToCharacters(bytes: Uint8Array, width: number, count: number): string {
  return readBits(bytes, width, count)
    .map(value => alphabet[value])
    .join('')
}

function readBits(bytes: Uint8Array, width: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => {
    let value = 0
    for (let bit = index * width; bit < (index + 1) * width; bit++) {
      value = (value << 1) | (((bytes[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1)
    }
    return value
  })
}

function valuesToBytes(values: readonly number[]): Bytes {
  const bytes = new Uint8Array(recoveryKeyBytes)
  values.forEach((value, index) => {
    for (let i = 0; i < 5; i++) {
      const bit = index * 5 + i
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) | (((value >> (4 - i)) & 1) << (7 - (bit & 7)))
    }
  })
  return bytes
}
