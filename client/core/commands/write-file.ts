import { err, ok, type Result } from '#shared/lang/result.ts'
import type { StreamId } from '#shared/protocol/ids.ts'
import type { CommandFailure } from '../api.ts'
import { encodeFile, type SealedFile } from '../documents/sealed-file.ts'
import { isStorageFull } from '../storage/storage-failure.ts'
import type { WriterDeps } from './writer.ts'

/** Appends a file's entry, durable before it answers. Called inside `journal.exclusively`. */
export async function writeFile(
  deps: Pick<WriterDeps, 'journal' | 'onRoom'>,
  stream: StreamId,
  file: SealedFile,
): Promise<Result<null, CommandFailure>> {
  try {
    const sealed = await deps.journal.author([{ kind: 'blob', stream, plaintext: encodeFile(file) }])
    const { stored, position } = deps.journal.place(sealed, 'command')
    // No row shows it by itself: what was projected before still is.
    const projected = position.projected === deps.journal.position().ord ? position.ord : position.projected
    await deps.journal.commit({ entries: stored, buckets: [], documents: [], position: { ...position, projected } })
    deps.onRoom(true)
    return ok(null)
  } catch (error) {
    if (!isStorageFull(error)) throw error
    deps.onRoom(false)
    return err({ kind: 'storage-full' })
  }
}
