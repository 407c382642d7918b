import { openChange, readDocumentChunks, type DocumentSource } from '../documents/document-chunks.ts'
import { decodeEntry } from '#shared/protocol/entry.ts'
import { projectDocument } from '../sync/apply-page.ts'
import type { Journal } from '../journal/journal.ts'
import type { RowPatch } from '../api.ts'
import { auditStream } from '../audit/audit-event.ts'
import { rowsVersion, sealBuckets, touchedBuckets, type ReadModel } from './read-model.ts'

/**
 * Makes rows of entries that the buckets do not show yet: a session that ended between a long pull's pages and its end, or
 * rows of another version, which are made anew from the beginning.
 */
export async function catchUp(
  source: DocumentSource,
  journal: Journal,
  model: ReadModel,
  progress: (done: number, total: number) => void,
): Promise<readonly RowPatch[]> {
  const { projected, ord } = journal.position()
  if (projected === ord) return []
  const streams = await streamsSince(source, projected)
  const patches: RowPatch[] = []
  for (const [index, stream] of streams.entries()) {
    const patch = await projectStored(source, stream)
    if (patch !== null) patches.push(patch)
    if (index % 50 === 0) progress(index, streams.length)
  }
  const buckets = await sealBuckets(source, model, touchedBuckets(patches), patches)
  await journal.commit({
    entries: [],
    buckets,
    documents: [],
    position: { ...journal.position(), projected: ord, rowsVersion },
  })
  model.apply(patches)
  return patches
}

async function streamsSince(source: DocumentSource, ord: number): Promise<string[]> {
  const streams = new Set<string>()
  await source.database.entries
    .where('ord')
    .above(ord)
    .each(entry => void streams.add(entry.stream))
  streams.delete(auditStream)
  return [...streams]
}

async function projectStored(source: DocumentSource, stream: string): Promise<RowPatch | null> {
  const chunks = await readDocumentChunks(source, stream)
  const model = await modelOf(source, stream)
  if (chunks === null || model === null) return null
  return projectDocument(stream, model, chunks.bytes, { saves: false })?.patch ?? null
}

async function modelOf(source: DocumentSource, stream: string): Promise<string | null> {
  for (const { bytes } of await source.database.entries.where('stream').equals(stream).toArray()) {
    const entry = decodeEntry(bytes)
    const change = entry.ok ? await openChange(source.suite, source.keys, entry.value) : null
    if (change?.ok === true) return change.value.model
  }
  return null
}
