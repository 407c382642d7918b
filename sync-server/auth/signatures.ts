import { createPublicKey, verify, type KeyObject } from 'node:crypto'
import { bytesToBase64url } from '#shared/protocol/bytes.ts'

/** RFC 8037 §2: an Ed25519 public key as a JWK. */
export function ed25519Key(publicKey: Uint8Array): KeyObject {
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: bytesToBase64url(publicKey) }, format: 'jwk' })
}

export function isSignedBy(key: KeyObject, message: Uint8Array, signature: Uint8Array): boolean {
  return verify(null, message, key, signature)
}

/** The same off this thread: several at once use the other cores. */
export function isSignedByLater(key: KeyObject, message: Uint8Array, signature: Uint8Array): Promise<boolean> {
  return new Promise((resolve, reject) => {
    verify(null, message, key, signature, (error, isValid) => (error === null ? resolve(isValid) : reject(error)))
  })
}
