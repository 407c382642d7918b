import type { CollectionDeclaration } from './field.ts'
import type { FieldValue } from './row.ts'
import { valuesEqual } from './values-equal.ts'

export type FieldChange = { readonly from: FieldValue; readonly to: FieldValue }
export type FieldChanges = Readonly<Record<string, FieldChange>>

/**
 * [D21] What the audit trail says of a change: every field by its declaration, but those that commands set by themselves.
 * Of a secret only that it changed. Null stands for a record that was not there.
 */
export function changesBetween(
  collection: CollectionDeclaration,
  before: Readonly<Record<string, unknown>> | null,
  after: Readonly<Record<string, unknown>> | null,
): FieldChanges {
  const changes: Record<string, FieldChange> = {}
  for (const [name, declaration] of Object.entries(collection.fields)) {
    if (declaration.managed === true) continue
    const from = plain(before?.[name])
    const to = plain(after?.[name])
    if (valuesEqual(from, to, declaration.type === 'tags')) continue
    if (declaration.type === 'secret') changes[name] = { from: 'changed', to: 'changed' }
    else if (!isNothing(from) || !isNothing(to)) changes[name] = { from, to }
  }
  return changes
}

function plain(value: unknown): FieldValue {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  if (Array.isArray(value)) return value.filter(item => typeof item === 'string')
  return isRecord(value) ? value : null
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Empty text, an empty set and no value are the same nothing: a new record's audit event leaves them out. */
function isNothing(value: FieldValue): boolean {
  if (value === null || value === '') return true
  return typeof value === 'object' && Object.keys(value).length === 0
}
