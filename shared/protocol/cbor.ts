import { decode, encode, rfc8949EncodeOptions } from 'cborg'
import type { Bytes } from './bytes.ts'
import { equalBytes } from './bytes.ts'

/**
 * Deterministic CBOR, RFC 8949 §4.2.1: one value has one encoding. Signatures and hashes cover these bytes,
 * so the decoder refuses every other encoding of the same value instead of repairing it.
 */
export class CborError extends Error {
  override name = 'CborError'
}

export function encodeCbor(value: unknown): Bytes {
  const encoded: Uint8Array = encode(value, rfc8949EncodeOptions)
  // Under Node the library answers with pooled Buffers, whose `slice` shares memory and whose `buffer` is not theirs alone.
  return new Uint8Array(encoded)
}

/** Throws CborError for anything but exactly one value in its deterministic encoding. */
export function decodeCbor(bytes: Uint8Array): unknown {
  const value = decodeLoose(bytes)
  if (!equalBytes(encodeCbor(value), bytes)) throw new CborError('not the deterministic encoding')
  return value
}

/**
 * For large containers whose parts are verified one by one (a page of entries): well-formed and strict in
 * lengths, but without the cost of encoding everything again.
 */
export function decodeCborContainer(bytes: Uint8Array): unknown {
  return decodeLoose(bytes)
}

function decodeLoose(bytes: Uint8Array): unknown {
  try {
    return decode(bytes, {
      strict: true,
      allowIndefinite: false,
      allowUndefined: false,
      allowBigInt: false,
      allowNaN: false,
      allowInfinity: false,
      rejectDuplicateMapKeys: true,
    })
  } catch (cause) {
    throw new CborError(cause instanceof Error ? cause.message : 'not CBOR', { cause })
  }
}
