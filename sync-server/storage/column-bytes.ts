import { copyBytes, type Bytes } from '#shared/protocol/bytes.ts'

/** A column's bytes as the code knows them: a view where the driver's buffer allows it, since pages are large. */
export function columnBytes(value: Uint8Array): Bytes {
  const { buffer, byteOffset, byteLength } = value
  return buffer instanceof ArrayBuffer ? new Uint8Array(buffer, byteOffset, byteLength) : copyBytes(value)
}
