import { createHash, timingSafeEqual } from 'node:crypto'
import { bytesToBase64url } from '#shared/protocol/bytes.ts'
import type { Random } from '../relay.ts'

/** 256 random bits as 43 characters. */
export function createToken(random: Random): string {
  return bytesToBase64url(random(32))
}

/** What is stored of a token: a copy of the database signs nobody in. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

export function sha256Bytes(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest()
}

/** In the same time whatever differs, the length included. */
export function isSameSecret(a: string | Uint8Array, b: string | Uint8Array): boolean {
  return timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest())
}
