import * as z from 'zod/mini'
import { openEntryBody } from '#shared/crypto/entry-seal.ts'
import type { Suite } from '#shared/crypto/suite.ts'
import { err, ok, type Result } from '#shared/lang/result.ts'
import { concatBytes, type Bytes } from '#shared/protocol/bytes.ts'
import { decodeCbor, encodeCbor } from '#shared/protocol/cbor.ts'
import { decodeEntry, type Entry } from '#shared/protocol/entry.ts'
import { openLocal, sealLocal } from '../storage/local-seal.ts'
import type { StoredDocument, StudioDatabase } from '../storage/studio-database.ts'
import type { StudioKeys } from '../studio-keys.ts'

/** What the body of a `change` or `snapshot` entry holds. */
const ChangePayload = z.strictObject({
  version: z.literal(1),
  model: z.string(),
  chunk: z.custom<Bytes>(value => value instanceof Uint8Array),
})
export type ChangePayload = z.infer<typeof ChangePayload>

export function encodeChange(model: string, chunk: Uint8Array): Bytes {
  return encodeCbor({ version: 1, model, chunk })
}

export function decodeChange(body: Bytes): ChangePayload | null {
  try {
    const parsed = ChangePayload.safeParse(decodeCbor(body))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

export type ChunkFailure = 'cannot-open' | 'cannot-apply'

export async function openChange(
  suite: Suite,
  keys: StudioKeys,
  entry: Entry,
): Promise<Result<ChangePayload, ChunkFailure>> {
  const key = keys.appKey(entry.header.epoch)
  if (key === null) return err('cannot-open')
  const body = await openEntryBody(suite, key, entry)
  if (!body.ok) return err('cannot-open')
  const payload = decodeChange(body.value)
  if (payload === null || !fitsStream(keys, entry.header.stream, payload.model)) return err('cannot-apply')
  return ok(payload)
}

/** The settings are the document with the workspace's own id, and no other one is: neither can pass for the other. */
export function fitsStream(keys: StudioKeys, stream: string, model: string): boolean {
  return (model === 'settings') === (stream === keys.workspace)
}

export type DocumentSource = { readonly suite: Suite; readonly keys: StudioKeys; readonly database: StudioDatabase }

export type DocumentChunks = {
  /** A saved document first, where there is one; then the changes since, in the order they were learned of. */
  readonly bytes: Bytes
  /** How many entries were replayed on top of the saved document. */
  readonly replayed: number
  /** The newest entry that is in. */
  readonly upTo: number
}

/** All that this device holds of one document; null where there is nothing. Entries that do not open are left out. */
export async function readDocumentChunks(source: DocumentSource, stream: string): Promise<DocumentChunks | null> {
  const { documents, entries } = source.database
  const [saved, stored] = await Promise.all([documents.get(stream), entries.where('stream').equals(stream).toArray()])
  const snapshot =
    saved === undefined ? null : await openLocal(source.suite, source.keys, 'document', stream, saved.sealed)
  const from = snapshot === null || saved === undefined ? 0 : saved.upTo
  const newer = stored.filter(entry => entry.ord > from && entry.unusable !== 1)
  const changes = await Promise.all(
    newer.map(async ({ bytes }) => {
      const entry = decodeEntry(bytes)
      const change = entry.ok ? await openChange(source.suite, source.keys, entry.value) : null
      return change?.ok === true ? change.value.chunk : new Uint8Array(0)
    }),
  )
  const bytes = snapshot === null ? concatBytes(...changes) : concatBytes(snapshot, ...changes)
  if (bytes.length === 0) return null
  return { bytes, replayed: newer.length, upTo: newer.at(-1)?.ord ?? from }
}

/** After this many entries a document is saved whole again, so that opening it stays quick however long it lives. */
export const replayLimit = 16

export async function sealDocument(
  source: DocumentSource,
  stream: string,
  whole: Bytes,
  upTo: number,
): Promise<StoredDocument> {
  return { stream, upTo, sealed: await sealLocal(source.suite, source.keys, 'document', stream, whole) }
}
