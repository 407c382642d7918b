import type { KeyObject } from 'node:crypto'
import { err, ok, type Result } from '#shared/lang/result.ts'
import type { Bytes } from '#shared/protocol/bytes.ts'
import { decodeEntry, type Entry } from '#shared/protocol/entry.ts'
import type { EntryRefusal } from '#shared/protocol/errors.ts'
import type { StateDevice } from '#shared/protocol/state.ts'
import { isSignedBy, isSignedByLater } from '../auth/signatures.ts'
import type { WorkspaceView } from '../state/workspace-views.ts'

export type CheckedEntry = {
  /** Null where the bytes do not even say which lane they belong to. */
  readonly entry: Entry | null
  readonly bytes: Bytes
  readonly refusal: EntryRefusal | null
}

/** All that can be said of an entry by itself and the signed state. Its place in the chain is for the transaction. */
export async function checkEntries(view: WorkspaceView, batch: readonly Bytes[]): Promise<CheckedEntry[]> {
  const [only] = batch
  // One signature is checked faster here than on another thread; many are faster there.
  if (batch.length === 1 && only !== undefined) return [await checkEntry(view, only, isSignedBy)]
  return Promise.all(batch.map(bytes => checkEntry(view, bytes, isSignedByLater)))
}

async function checkEntry(
  view: WorkspaceView,
  bytes: Bytes,
  isSigned: typeof isSignedBy | typeof isSignedByLater,
): Promise<CheckedEntry> {
  const decoded = decodeEntry(bytes)
  if (!decoded.ok) return { entry: null, bytes, refusal: decoded.error }
  const entry = decoded.value
  const key = authorKey(view, entry)
  if (!key.ok) return { entry, bytes, refusal: key.error }
  const isValid = await isSigned(key.value, entry.id, entry.signature)
  return { entry, bytes, refusal: isValid ? null : 'bad-signature' }
}

function authorKey(view: WorkspaceView, { header }: Entry): Result<KeyObject, EntryRefusal> {
  if (header.workspace !== view.state.workspace) return err('foreign-workspace')
  const author = view.devices.get(header.device)
  if (author === undefined || !mayStillCount(author.device, header)) return err('foreign-device')
  return ok(author.key)
}

/** What a revoked device wrote up to the sequences in the signed state stays good, and may be published again. */
function mayStillCount(device: StateDevice, header: Entry['header']): boolean {
  if (device.revokedAt === null) return true
  const last = header.lane === 'data' ? device.lastData : device.lastAudit
  return header.sequence <= (last ?? 0)
}
