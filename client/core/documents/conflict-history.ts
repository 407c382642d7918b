import * as A from '@automerge/automerge/slim'
import { collectionOf, fieldOf } from '#shared/domain/registry.ts'
import { isInstant, shapeFieldValue } from '#shared/domain/shape-field-value.ts'
import { DeviceId } from '#shared/protocol/ids.ts'
import type { ConflictValue } from '../api.ts'
import type { AggregateDocument } from './aggregate-document.ts'
import { sameValue } from './aggregate-document.ts'
import { storedToPlain } from './automerge-values.ts'
import type { DocumentEditor } from './document-editor.ts'

type Origin = { readonly at: number | null; readonly device: DeviceId | null }

/** The values that stand against each other in one field, the shown one first, with who wrote each and when. */
export async function standingConflicts(
  editor: DocumentEditor,
  id: string,
  field: string,
  nameOf: (device: DeviceId) => string,
): Promise<ConflictValue[]> {
  const read = await editor.read(id, document => readConflicts(document, field, nameOf))
  return read ?? []
}

function readConflicts(
  document: A.Doc<AggregateDocument>,
  field: string,
  nameOf: (device: DeviceId) => string,
): ConflictValue[] {
  const model = storedToPlain(document['model'])
  const collection = typeof model === 'string' ? collectionOf(model) : null
  const declaration = collection === null ? undefined : fieldOf(collection, field)
  if (declaration === undefined) return []
  const conflicts = A.getConflicts(document, field) ?? {}
  const shown = shapeFieldValue(declaration, storedToPlain(document[field]))
  const origins = operationOrigins(document)
  const values: ConflictValue[] = []
  for (const [operation, stored] of Object.entries(conflicts)) {
    const value = shapeFieldValue(declaration, storedToPlain(stored))
    if (values.some(known => sameValue(known.value, value))) continue
    const { at, device } = originOf(origins, operation)
    values.push({ value, at, device, deviceName: device === null ? null : nameOf(device) })
  }
  return values.toSorted((a, b) => Number(sameValue(b.value, shown)) - Number(sameValue(a.value, shown)))
}

type ChangeSpan = Origin & { readonly actor: string; readonly from: number; readonly to: number }

/** An operation's id is its counter and its actor; each change covers a span of counters and names its device. */
function operationOrigins(document: A.Doc<AggregateDocument>): ChangeSpan[] {
  return A.getAllChanges(document).map(bytes => {
    const change = A.decodeChange(bytes)
    const device = DeviceId.safeParse(change.message)
    return {
      actor: change.actor,
      from: change.startOp,
      to: change.startOp + change.ops.length - 1,
      at: change.time > 0 && isInstant(change.time * 1000) ? change.time * 1000 : null,
      device: device.success ? device.data : null,
    }
  })
}

function originOf(spans: readonly ChangeSpan[], operation: string): Origin {
  const [counter, actor] = operation.split('@')
  const at = Number(counter)
  return spans.find(span => span.actor === actor && span.from <= at && at <= span.to) ?? { at: null, device: null }
}
