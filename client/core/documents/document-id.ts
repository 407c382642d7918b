import { interpretAsDocumentId, type BinaryDocumentId, type DocumentId } from '@automerge/automerge-repo/slim'
import { idToBytes } from '#shared/protocol/ids.ts'

/** automerge-repo writes the same 16 bytes in base58check. */
export function streamToDocumentId(stream: string): DocumentId {
  const bytes: Uint8Array = idToBytes(stream)
  // Its brand has no constructor: sixteen bytes are what it stands for.
  // eslint-disable-next-line typescript/no-unsafe-type-assertion
  return interpretAsDocumentId(bytes as BinaryDocumentId)
}
