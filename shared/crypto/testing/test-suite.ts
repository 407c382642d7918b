import { copyBytes, hexToBytes, type Bytes } from '../../protocol/bytes.ts'
import { createSuite, type Suite } from '../suite.ts'

export const webCrypto = globalThis.crypto

/** The real suite on this machine's WebCrypto. */
export function testSuite(): Suite {
  return createSuite({
    subtle: webCrypto.subtle,
    random: length => webCrypto.getRandomValues(new Uint8Array(length)),
  })
}

/** The real suite with random bytes that count up from `seed`: for fixtures that must not change. */
export function countingSuite(seed: number): Suite {
  let next = seed
  return createSuite({
    subtle: webCrypto.subtle,
    random: length => Uint8Array.from({ length }, () => next++ & 0xff),
  })
}

export function hex(text: string): Bytes {
  return hexToBytes(text.replaceAll(/\s/g, ''))
}

export function withBitFlipped(bytes: Uint8Array, bit: number): Bytes {
  const changed = copyBytes(bytes)
  const index = Math.floor(bit / 8) % changed.length
  changed[index] = (changed[index] ?? 0) ^ (1 << (bit % 8))
  return changed
}
