import type { Result } from '../lang/result.ts'
import type { Bytes } from '../protocol/bytes.ts'
import { encodeEntry, encodeHeader, entryId, type Entry, type EntryHeader } from '../protocol/entry.ts'
import { openEnvelope, sealEnvelope, type CannotOpen, type EnvelopeContext } from './envelope.ts'
import type { PurposeKey, SigningKey, Suite } from './suite.ts'

/** An entry with the bytes that are stored and sent. */
export type SealedEntry = Entry & { readonly bytes: Bytes }

/** Rule [V7]: the body of an entry opens only under its whole header. */
export function entryContext(headerBytes: Bytes, header: EntryHeader): EnvelopeContext {
  return {
    purpose: 'entry',
    workspace: header.workspace,
    tier: 'app',
    epoch: header.epoch,
    objectType: header.kind,
    objectId: header.stream,
    version: header.sequence,
    parentHash: header.previous,
    schema: 1,
    authorDevice: header.device,
    chunkIndex: 0,
    chunkCount: 1,
    final: true,
    bound: headerBytes,
  }
}

/** `appKey` is the application key of `header.epoch`. */
export async function sealEntry(
  suite: Suite,
  appKey: PurposeKey,
  signKey: SigningKey,
  header: EntryHeader,
  plaintext: Uint8Array,
): Promise<SealedEntry> {
  const headerBytes = encodeHeader(header)
  const body = await sealEnvelope(suite, appKey, entryContext(headerBytes, header), plaintext)
  const id = entryId(headerBytes, body)
  const signature = await suite.sign(signKey, id)
  return { header, headerBytes, body, signature, id, bytes: encodeEntry({ headerBytes, body, signature }) }
}

export function openEntryBody(suite: Suite, appKey: PurposeKey, entry: Entry): Promise<Result<Bytes, CannotOpen>> {
  return openEnvelope(suite, appKey, entryContext(entry.headerBytes, entry.header), entry.body)
}

/** Over the id, which is the hash of header and body: [E4]. */
export function verifyEntrySignature(suite: Suite, devicePublicKey: Uint8Array, entry: Entry): Promise<boolean> {
  return suite.verify(devicePublicKey, entry.signature, entry.id)
}
