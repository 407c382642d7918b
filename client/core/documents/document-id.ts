import { documentIdToBinary, interpretAsDocumentId, type BinaryDocumentId, type DocumentId } from '@automerge/automerge-repo/slim'
import { assert } from '#shared/lang/assert.ts'
import { bytesToId, idToBytes } from '#shared/protocol/ids.ts'

/** automerge-repo writes the same 16 bytes in base58check. */
export function streamToDocumentId(stream: string): DocumentId {
  return interpretAsDocumentId(idToBytes(stream) as Uint8Array as BinaryDocumentId)
}

export function documentIdToStream(documentId: DocumentId): string {
  const bytes = documentIdToBinary(documentId)
  assert(bytes !== undefined, 'not a document id')
  return bytesToId<string>(bytes)
}
