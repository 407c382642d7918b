import * as A from '@automerge/automerge/slim'
import type { CollectionDeclaration, FieldDeclaration } from '#shared/domain/field.ts'
import type { FieldValue, Row } from '#shared/domain/row.ts'
import { shapeFieldValue } from '#shared/domain/shape-field-value.ts'
import { plainToStored, storedToPlain } from './automerge-values.ts'
import { writeText } from './write-text.ts'

/**
 * How a record of any declared collection lies in its Automerge document: one property a field, laid out by the field's
 * merge kind. Everything here is driven by the registry. Rules [M…] in shared/domain/SPEC.md.
 */
export type AggregateDocument = { [field: string]: unknown }

/**
 * The values of a new document. What merges inside (texts, sets, maps, lists) is there from the start, so that two devices
 * never create it twice; a register without a value is left out, which reads as null and costs nothing to load.
 */
export function initialDocument(
  collection: CollectionDeclaration,
  values: Readonly<Record<string, unknown>>,
): AggregateDocument {
  const document: AggregateDocument = { model: plainToStored(collection.name), schema: collection.schema }
  for (const [name, field] of Object.entries(collection.fields)) {
    const value = initialValue(field, values[name])
    if (field.merge !== 'register' || value !== null) document[name] = value
  }
  return document
}

function initialValue(field: FieldDeclaration, value: unknown): unknown {
  switch (field.merge) {
    case 'text':
      return typeof value === 'string' ? value : ''
    case 'set':
      return Object.fromEntries((Array.isArray(value) ? value : []).map(member => [member, true]))
    case 'map':
      return plainToStored(value ?? {})
    case 'list':
      return plainToStored(value ?? [])
    case 'register':
      return plainToStored(value)
  }
}

/** Inside `A.change`: writes only what differs, so that an unchanged field never competes with another device's edit. */
export function writeValues(
  document: AggregateDocument,
  collection: CollectionDeclaration,
  values: Readonly<Record<string, unknown>>,
): void {
  for (const [name, value] of Object.entries(values)) {
    const field = collection.fields[name]
    if (field === undefined || value === undefined) continue
    writeField(document, name, field, value)
  }
}

function writeField(document: AggregateDocument, name: string, field: FieldDeclaration, value: unknown): void {
  switch (field.merge) {
    case 'text':
      return writeText(document, name, typeof value === 'string' ? value : '')
    case 'set':
      return writeSet(mapAt(document, name), new Set(Array.isArray(value) ? value.map(String) : []))
    case 'map':
      return writeMap(mapAt(document, name), recordOf(value))
    case 'list':
      return writeList(document, name, value)
    case 'register':
      if (!sameValue(storedToPlain(document[name]), value)) document[name] = plainToStored(value)
  }
}

/** Writes a register even where it holds this value already: that is how a conflict is settled. */
export function settleField(document: AggregateDocument, name: string, value: unknown): void {
  document[name] = plainToStored(value)
}

function writeSet(stored: Record<string, unknown>, wanted: ReadonlySet<string>): void {
  for (const member of Object.keys(stored)) if (!wanted.has(member)) delete stored[member]
  for (const member of wanted) if (stored[member] !== true) stored[member] = true
}

function writeMap(stored: Record<string, unknown>, wanted: Readonly<Record<string, unknown>>): void {
  for (const key of Object.keys(stored)) if (!Object.hasOwn(wanted, key)) delete stored[key]
  for (const [key, value] of Object.entries(wanted)) {
    if (!sameValue(storedToPlain(stored[key]), value)) stored[key] = plainToStored(value)
  }
}

/** Keeps what both have in common from the start, so that appends of two devices are both kept. */
function writeList(document: AggregateDocument, name: string, value: unknown): void {
  if (!Array.isArray(document[name])) document[name] = []
  const stored = document[name]
  if (!Array.isArray(stored) || !Array.isArray(value)) return
  let same = 0
  while (same < stored.length && same < value.length && sameValue(storedToPlain(stored[same]), value[same])) same += 1
  if (same < stored.length) stored.splice(same)
  for (const item of value.slice(same)) stored.push(plainToStored(item))
}

function mapAt(document: AggregateDocument, name: string): Record<string, unknown> {
  const found = document[name]
  if (found === null || typeof found !== 'object') document[name] = {}
  // What lies there now is an object: Automerge hands back its own proxy of it, which a copy would lose.
  // eslint-disable-next-line typescript/no-unsafe-type-assertion
  return document[name] as Record<string, unknown>
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' ? Object.fromEntries(Object.entries(value)) : {}
}

export function sameValue(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a ?? null) === JSON.stringify(b ?? null)
}

/** The plain row of a document: fields of a later version left out, absent and misshapen ones empty. */
export function documentToRow(id: string, collection: CollectionDeclaration, document: A.Doc<AggregateDocument>): Row {
  const row: Record<string, unknown> = { id }
  const wasShared = A.stats(document).numActors > 1
  const conflicts: string[] = []
  for (const [name, field] of Object.entries(collection.fields)) {
    row[name] = fieldToPlain(field, document[name])
    if (!wasShared || field.merge !== 'register') continue
    const values = standingValues(document, name)
    if (values.length < 2) continue
    if (field.managed === true) row[name] = shapeFieldValue(field, settleManaged(field, values))
    else conflicts.push(name)
  }
  return { ...row, id, conflicts }
}

function fieldToPlain(field: FieldDeclaration, stored: unknown): FieldValue {
  const plain = field.merge === 'set' ? Object.keys(recordOf(stored)).toSorted() : storedToPlain(stored)
  return shapeFieldValue(field, plain)
}

/** The differing values that devices wrote at once into one register; one value where there is no conflict. */
export function standingValues(document: A.Doc<AggregateDocument>, name: string): unknown[] {
  const found = A.getConflicts(document, name)
  if (found === undefined) return []
  const values: unknown[] = []
  for (const stored of Object.values(found)) {
    const value = storedToPlain(stored)
    if (!values.some(known => sameValue(known, value))) values.push(value)
  }
  return values
}

/** Nobody chooses between two `updatedAt`: the later instant is right. Other managed registers keep the merged value. */
function settleManaged(field: FieldDeclaration, values: readonly unknown[]): unknown {
  if (field.type !== 'instant') return values.at(-1) ?? null
  const instants = values.filter(value => typeof value === 'number')
  return instants.length === 0 ? null : Math.max(...instants)
}
