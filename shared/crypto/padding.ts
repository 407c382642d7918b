import type { Bytes } from '../protocol/bytes.ts'

/**
 * Hides how long a plaintext is: four bytes of length (big-endian), the plaintext, zeros up to a step of 256 bytes
 * below 4 KiB, and above it Padmé (Nikitin and others, "Reducing Metadata Leakage from Encrypted Files and
 * Communication with PURBs", PETS 2019, §4.3: at most 12 % more, O(log log) bits told).
 */
const prefixBytes = 4
const stepBytes = 256
const stepsEndBytes = 4_096

export function paddedLength(plaintextBytes: number): number {
  const needed = prefixBytes + plaintextBytes
  if (needed <= stepsEndBytes) return Math.ceil(needed / stepBytes) * stepBytes
  return padme(needed)
}

function padme(length: number): number {
  const exponent = Math.floor(Math.log2(length))
  const kept = Math.floor(Math.log2(exponent)) + 1
  const step = 2 ** Math.max(0, exponent - kept)
  return Math.ceil(length / step) * step
}

export function pad(plaintext: Uint8Array): Bytes {
  const padded = new Uint8Array(paddedLength(plaintext.length))
  new DataView(padded.buffer).setUint32(0, plaintext.length)
  padded.set(plaintext, prefixBytes)
  return padded
}

/** Null unless the bytes are exactly what `pad` makes: one plaintext has one padded form. */
export function unpad(padded: Bytes): Bytes | null {
  if (padded.length < prefixBytes) return null
  const length = new DataView(padded.buffer, padded.byteOffset, padded.length).getUint32(0)
  if (length > padded.length - prefixBytes || paddedLength(length) !== padded.length) return null
  for (let i = prefixBytes + length; i < padded.length; i++) if (padded[i] !== 0) return null
  return padded.slice(prefixBytes, prefixBytes + length)
}
