import type { Chunk, StorageAdapterInterface, StorageKey } from '@automerge/automerge-repo/slim'

/**
 * Serves the Repo's reads from the sealed journal. Its saves store nothing: the journal is the only writer of document
 * chunks, and holds a change already when the Repo would save it (a second copy would echo to the relay).
 */
export class SealingStorageAdapter implements StorageAdapterInterface {
  readonly #chunksOf: (documentId: string) => Uint8Array | null

  constructor(chunksOf: (documentId: string) => Uint8Array | null) {
    this.#chunksOf = chunksOf
  }

  async loadRange(prefix: StorageKey): Promise<Chunk[]> {
    const [documentId, type] = prefix
    if (documentId === undefined || type !== 'snapshot') return []
    const data = this.#chunksOf(documentId)
    return data === null ? [] : [{ key: [documentId, 'snapshot', 'journal'], data }]
  }

  async load(): Promise<Uint8Array | undefined> {
    return undefined
  }

  async save(): Promise<void> {}

  async remove(): Promise<void> {}

  async removeRange(): Promise<void> {}
}
