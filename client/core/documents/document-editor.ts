import * as A from '@automerge/automerge/slim'
import { Repo, type DocHandle } from '@automerge/automerge-repo/slim'
import type { CollectionDeclaration } from '#shared/domain/field.ts'
import type { Row } from '#shared/domain/row.ts'
import { copyBytes, type Bytes } from '#shared/protocol/bytes.ts'
import { streamToDocumentId } from './document-id.ts'
import { documentToRow, initialDocument, type AggregateDocument } from './aggregate-document.ts'
import { readDocumentChunks, replayLimit, type DocumentChunks, type DocumentSource } from './document-chunks.ts'
import { SealingStorageAdapter } from './sealing-storage-adapter.ts'

/** One document's change, not yet stored anywhere: the journal seals and commits it. */
export type DocumentEdit = {
  readonly stream: string
  readonly collection: CollectionDeclaration
  /** Automerge changes since the document was opened. */
  readonly chunk: Bytes
  readonly before: Row | null
  readonly after: Row
  /** The whole document, where so many entries were replayed to open it that it should be saved. */
  readonly whole: Bytes | null
}

export type EditOutcome =
  | { readonly kind: 'edited'; readonly edit: DocumentEdit }
  | { readonly kind: 'missing' | 'unchanged' }

/**
 * Opens documents for writing through automerge-repo and never keeps one: open, change, hand over, release. Many live
 * documents would drive the garbage collector of the WebAssembly heap.
 */
export class DocumentEditor {
  readonly #source: DocumentSource
  readonly #repo: Repo
  /** What the storage adapter answers with: read and opened once, before the Repo asks. */
  readonly #opening = new Map<string, Bytes>()

  constructor(source: DocumentSource) {
    this.#source = source
    this.#repo = new Repo({ storage: new SealingStorageAdapter(id => this.#opening.get(id) ?? null) })
  }

  /** A new document, authored without the Repo, which would keep it alive. `message` names the device in its history. */
  create(
    stream: string,
    collection: CollectionDeclaration,
    values: Readonly<Record<string, unknown>>,
    stamp: ChangeStamp,
  ): DocumentEdit {
    const empty = A.init<AggregateDocument>()
    // As `A.from` does it, which takes no stamp: handed over whole, a document costs less than half of one written field by field.
    const document = A.change(empty, stamp, () =>
      A.getBackend(empty).initRootFromHydrate(initialDocument(collection, values)),
    )
    try {
      const chunk = copyBytes(A.save(document))
      const after = documentToRow(stream, collection, document)
      return { stream, collection, chunk, before: null, after, whole: null }
    } finally {
      A.free(document)
    }
  }

  async edit(
    stream: string,
    collection: CollectionDeclaration,
    stamp: ChangeStamp,
    change: (draft: AggregateDocument, before: Row) => void,
  ): Promise<EditOutcome> {
    const chunks = await readDocumentChunks(this.#source, stream)
    if (chunks === null) return { kind: 'missing' }
    const { replayed } = chunks
    const handle = await this.#open(stream, chunks.bytes)
    try {
      const opened = handle.doc()
      const before = documentToRow(stream, collection, opened)
      const heads = A.getHeads(opened)
      handle.change(draft => change(draft, before), stamp)
      const changed = handle.doc()
      const chunk = copyBytes(A.saveSince(changed, heads))
      if (chunk.length === 0) return { kind: 'unchanged' }
      const after = documentToRow(stream, collection, changed)
      const whole = replayed >= replayLimit ? copyBytes(A.save(changed)) : null
      return { kind: 'edited', edit: { stream, collection, chunk, before, after, whole } }
    } finally {
      await this.#release(handle)
    }
  }

  /**
   * One of many edits of a bulk command: without the Repo, whose upkeep of a handle costs more than the edit. `chunks` are
   * what `readDocumentChunks` gave, so that a bulk command reads many documents at once.
   */
  editLoaded(
    stream: string,
    collection: CollectionDeclaration,
    chunks: DocumentChunks,
    stamp: ChangeStamp,
    change: (draft: AggregateDocument, before: Row) => void,
  ): EditOutcome {
    const opened = A.load<AggregateDocument>(chunks.bytes, { allowMissingChanges: true })
    const before = documentToRow(stream, collection, opened)
    const heads = A.getHeads(opened)
    const changed = A.change(opened, stamp, draft => change(draft, before))
    try {
      const chunk = copyBytes(A.saveSince(changed, heads))
      if (chunk.length === 0) return { kind: 'unchanged' }
      const after = documentToRow(stream, collection, changed)
      const whole = chunks.replayed >= replayLimit ? copyBytes(A.save(changed)) : null
      return { kind: 'edited', edit: { stream, collection, chunk, before, after, whole } }
    } finally {
      A.free(changed)
    }
  }

  /** Reads a document that needs no row: its conflicting values, say. */
  async read<Value>(stream: string, look: (document: A.Doc<AggregateDocument>) => Value): Promise<Value | null> {
    const chunks = await readDocumentChunks(this.#source, stream)
    if (chunks === null) return null
    const document = A.load<AggregateDocument>(chunks.bytes, { allowMissingChanges: true })
    try {
      return look(document)
    } finally {
      A.free(document)
    }
  }

  async #open(stream: string, chunks: Bytes): Promise<DocHandle<AggregateDocument>> {
    const id = streamToDocumentId(stream)
    this.#opening.set(id, chunks)
    try {
      return await this.#repo.find<AggregateDocument>(id)
    } finally {
      this.#opening.delete(id)
    }
  }

  async #release(handle: DocHandle<AggregateDocument>): Promise<void> {
    // Flushing first settles the Repo's own pending save, which would otherwise look at the released document later.
    await this.#repo.flush([handle.documentId])
    await this.#repo.removeFromCache(handle.documentId)
  }
}

/** What Automerge keeps with a change: the device, and its clock in seconds. */
export type ChangeStamp = { readonly message: string; readonly time: number }
