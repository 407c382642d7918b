import * as z from 'zod/mini'
import { openEntryBody } from '#shared/crypto/entry-seal.ts'
import type { Bytes } from '#shared/protocol/bytes.ts'
import { decodeCbor, encodeCbor } from '#shared/protocol/cbor.ts'
import { decodeEntry } from '#shared/protocol/entry.ts'
import type { DocumentSource } from './document-chunks.ts'

/**
 * The body of a `blob` entry: one small file, such as a resized photo, that travels in the log like any other entry and so
 * needs neither an address nor a request of its own. A record refers to it by the entry's stream.
 */
const FilePayload = z.strictObject({
  version: z.literal(1),
  type: z.string().check(z.maxLength(100)),
  bytes: z.custom<Bytes>(value => value instanceof Uint8Array),
})
export type SealedFile = { readonly type: string; readonly bytes: Bytes }

export function encodeFile(file: SealedFile): Bytes {
  return encodeCbor({ version: 1, ...file })
}

/** Null where this device does not hold it, or cannot open it. */
export async function readFile(source: DocumentSource, stream: string): Promise<SealedFile | null> {
  const stored = await source.database.entries.where('stream').equals(stream).first()
  const entry = stored === undefined ? null : decodeEntry(stored.bytes)
  if (entry?.ok !== true || entry.value.header.kind !== 'blob') return null
  const key = source.keys.appKey(entry.value.header.epoch)
  const body = key === null ? null : await openEntryBody(source.suite, key, entry.value)
  return body?.ok === true ? decodeFile(body.value) : null
}

function decodeFile(body: Bytes): SealedFile | null {
  try {
    const parsed = FilePayload.safeParse(decodeCbor(body))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
