import { utf8ToBytes, type Bytes } from './bytes.ts'

/** LP: each part after its length in four bytes, big-endian, so that no two lists of parts give the same bytes. */
export function lengthPrefixed(...parts: readonly (Uint8Array | string)[]): Bytes {
  const chunks = parts.map(part => (typeof part === 'string' ? utf8ToBytes(part) : part))
  let length = 0
  for (const chunk of chunks) length += 4 + chunk.length
  const joined = new Uint8Array(length)
  const view = new DataView(joined.buffer)
  let offset = 0
  for (const chunk of chunks) {
    view.setUint32(offset, chunk.length)
    joined.set(chunk, offset + 4)
    offset += 4 + chunk.length
  }
  return joined
}

/** Eight bytes, big-endian: counters and sequences inside signed and associated data. */
export function uintToBytes(value: number): Bytes {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`not an unsigned integer: ${value}`)
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value))
  return bytes
}
