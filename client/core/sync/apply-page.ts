import * as A from '@automerge/automerge/slim'
import { collectionOf } from '#shared/domain/registry.ts'
import { concatBytes, copyBytes, type Bytes } from '#shared/protocol/bytes.ts'
import type { RowPatch } from '../api.ts'
import { documentToRow, type AggregateDocument } from '../documents/aggregate-document.ts'
import {
  decodeChange,
  readDocumentChunks,
  replayLimit,
  sealDocument,
  type DocumentSource,
} from '../documents/document-chunks.ts'
import type { StoredDocument } from '../storage/studio-database.ts'

/** What a page brings to one document. */
export type IncomingChange = { readonly stream: string; readonly body: Bytes }

export type Projection = {
  readonly patches: readonly RowPatch[]
  readonly documents: readonly StoredDocument[]
  /** Streams whose changes could not be applied: kept in the journal, told. */
  readonly failed: readonly string[]
}

/**
 * Turns pulled changes into rows: each document is loaded, read and freed. `isKnown` spares reading the database for
 * documents that this device has never held, which is nearly all of a first sync.
 */
export async function projectChanges(
  source: DocumentSource,
  changes: readonly IncomingChange[],
  upTo: number,
  isKnown: (stream: string) => boolean,
): Promise<Projection> {
  const byStream = new Map<string, Bytes[]>()
  const modelByStream = new Map<string, string>()
  const failed: string[] = []
  for (const { stream, body } of changes) {
    const change = decodeChange(body)
    if (change === null) {
      failed.push(stream)
      continue
    }
    modelByStream.set(stream, change.model)
    const chunks = byStream.get(stream)
    if (chunks === undefined) byStream.set(stream, [change.chunk])
    else chunks.push(change.chunk)
  }
  const patches: RowPatch[] = []
  const documents: StoredDocument[] = []
  for (const [stream, chunks] of byStream) {
    const held = isKnown(stream) ? await readDocumentChunks(source, stream) : null
    const projected = projectDocument(
      stream,
      modelByStream.get(stream) ?? '',
      concatBytes(...(held === null ? [] : [held.bytes]), ...chunks),
      {
        saves: held !== null && held.replayed + chunks.length >= replayLimit,
      },
    )
    if (projected === null) failed.push(stream)
    else {
      patches.push(projected.patch)
      if (projected.whole !== null) documents.push(await sealDocument(source, stream, projected.whole, upTo))
    }
  }
  return { patches, documents, failed }
}

/** Null where the bytes are no document of a collection that this version knows. */
export function projectDocument(
  stream: string,
  model: string,
  bytes: Bytes,
  options: { readonly saves: boolean },
): { readonly patch: RowPatch; readonly whole: Bytes | null } | null {
  const collection = collectionOf(model)
  if (collection === null || (model !== 'creator' && model !== 'settings')) return null
  const document = loadDocument(bytes)
  if (document === null) return null
  try {
    const row = documentToRow(stream, collection, document)
    return { patch: { collection: model, id: stream, row }, whole: options.saves ? copyBytes(A.save(document)) : null }
  } finally {
    A.free(document)
  }
}

function loadDocument(bytes: Bytes): A.Doc<AggregateDocument> | null {
  try {
    // A change may come before the one that it builds on. (`loadIncremental` takes twice as long: it makes patches first.)
    return A.load<AggregateDocument>(bytes, { allowMissingChanges: true })
  } catch {
    // Bytes that Automerge refuses: signed by an enrolled device, so a fault of its app and not an attack.
    return null
  }
}
