import * as A from '@automerge/automerge/slim'
import { collectionOf } from '#shared/domain/registry.ts'
import { concatBytes, copyBytes, type Bytes } from '#shared/protocol/bytes.ts'
import type { RowPatch } from '../api.ts'
import { documentToRow, type AggregateDocument } from '../documents/aggregate-document.ts'
import {
  decodeChange,
  fitsStream,
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
  /** The bodies of those changes that no document could be read with. */
  readonly unusable: ReadonlySet<Bytes>
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
  const failed: string[] = []
  const unusable = new Set<Bytes>()
  const byStream = new Map<string, Piece[]>()
  for (const { stream, body } of changes) {
    const change = decodeChange(body)
    if (change === null || !fitsStream(source.keys, stream, change.model)) failed.push(stream)
    else byStream.set(stream, [...(byStream.get(stream) ?? []), { ...change, body }])
  }
  const patches: RowPatch[] = []
  const documents: StoredDocument[] = []
  for (const [stream, pieces] of byStream) {
    const held = isKnown(stream) ? await readDocumentChunks(source, stream) : null
    // Loading several at once drops, without a word, all that follows a piece that it cannot read: each has to load alone.
    const usable = held === null && pieces.length === 1 ? pieces : pieces.filter(piece => canLoad(piece.chunk))
    const bytes = concatBytes(...(held === null ? [] : [held.bytes]), ...usable.map(piece => piece.chunk))
    const saves = held !== null && held.replayed + usable.length >= replayLimit
    const projected = usable.length === 0 ? null : projectDocument(stream, pieces.at(-1)?.model ?? '', bytes, { saves })
    if (usable.length < pieces.length || projected === null) failed.push(stream)
    // A collection of a later version projects nothing either, and is read once the app knows it.
    const isBad = (piece: Piece) => (projected === null ? !canLoad(piece.chunk) : !usable.includes(piece))
    for (const piece of pieces) if (isBad(piece)) unusable.add(piece.body)
    if (projected === null) continue
    patches.push(projected.patch)
    if (projected.whole !== null) documents.push(await sealDocument(source, stream, projected.whole, upTo))
  }
  return { patches, documents, failed, unusable }
}

type Piece = { readonly model: string; readonly chunk: Bytes; readonly body: Bytes }

function canLoad(chunk: Bytes): boolean {
  const document = loadDocument(chunk)
  if (document === null) return false
  A.free(document)
  return true
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
