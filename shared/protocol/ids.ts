import * as z from 'zod/mini'
import { bytesToHex, hexToBytes, type Bytes } from './bytes.ts'

/**
 * Ids are random 128-bit values: lower-case UUID text in code and JSON, 16 bytes in CBOR.
 * They are no secrets and carry no meaning, so the relay may see them.
 */
const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

const uuid = () => z.string().check(z.regex(uuidPattern))

export const WorkspaceId = uuid().brand<'WorkspaceId'>()
export type WorkspaceId = z.infer<typeof WorkspaceId>

export const MemberId = uuid().brand<'MemberId'>()
export type MemberId = z.infer<typeof MemberId>

export const DeviceId = uuid().brand<'DeviceId'>()
export type DeviceId = z.infer<typeof DeviceId>

export const MethodId = uuid().brand<'MethodId'>()
export type MethodId = z.infer<typeof MethodId>

/** The id of the document (or the audit trail) that an entry belongs to. */
export const StreamId = uuid().brand<'StreamId'>()
export type StreamId = z.infer<typeof StreamId>

export function idToBytes(id: string): Bytes {
  return hexToBytes(id.replaceAll('-', ''))
}

/** Throws a RangeError where there are not 16 bytes. The caller brands the result by its schema or by `brandId`. */
export function bytesToId<Id extends string>(bytes: Uint8Array): Id {
  if (bytes.length !== 16) throw new RangeError(`an id has 16 bytes, got ${bytes.length}`)
  const hex = bytesToHex(bytes)
  const text = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the one place where 16 bytes become an id
  return text as Id
}

/** A fresh id from 16 random bytes, as RFC 9562 §5.4 (version 4) lays them out. */
export function randomBytesToId<Id extends string>(random: Uint8Array): Id {
  const bytes = new Uint8Array(random)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  return bytesToId<Id>(bytes)
}
