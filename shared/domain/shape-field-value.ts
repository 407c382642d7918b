import { isDay } from './day.ts'
import type { CollectionDeclaration, FieldDeclaration } from './field.ts'
import { emptyValue, parseFieldValue } from './parse-field-value.ts'
import { ianaZone } from './parse/time-zone.ts'
import { collectionOf } from './registry.ts'
import type { FieldValue, StageEntry } from './row.ts'
import { stages } from './stage.ts'

/** The years 1 to 9999, which calendars and formatters take: an instant beyond them throws where it is shown. */
const firstInstant = -62_135_596_800_000
const lastInstant = 253_402_300_799_999

/**
 * [D23] What a row holds for a stored value: the value itself where it has its field's shape, and the field's empty value
 * where it has not. Documents come from other devices and other versions; screens are written for rows of one shape.
 */
export function shapeFieldValue(declaration: FieldDeclaration, stored: unknown): FieldValue {
  return shaped(declaration, stored) ?? absentValue(declaration)
}

function absentValue(declaration: FieldDeclaration): FieldValue {
  const isText = declaration.type === 'string' || declaration.type === 'date' || declaration.type === 'member'
  return emptyValue(declaration) ?? (isText && declaration.required === true ? '' : null)
}

/** Null where the shape is another one. */
function shaped(declaration: FieldDeclaration, stored: unknown): FieldValue {
  switch (declaration.type) {
    case 'string':
      return typeof stored === 'string' && isInZones(declaration, stored) ? stored : null
    case 'text':
    case 'member':
      return typeof stored === 'string' ? stored : null
    case 'date':
      return typeof stored === 'string' && isDay(stored) ? stored : null
    case 'instant':
      return isInstant(stored) ? stored : null
    case 'integer':
    case 'number':
      return typeof stored === 'number' ? parsed(declaration, stored) : null
    case 'boolean':
      return typeof stored === 'boolean' ? stored : null
    case 'choice':
      return declaration.options.find(option => option.value === stored)?.value ?? null
    case 'tags':
    case 'strings':
      return listOf(stored).filter(item => typeof item === 'string')
    case 'links':
      return mapValues(stored, url => (typeof url === 'string' ? url : undefined))
    case 'money':
    case 'image':
      return parsed(declaration, stored)
    case 'custom':
      return isRecord(stored) ? stored : null
    case 'children':
      return shapeChildren(collectionOf(declaration.of), stored)
    case 'stages':
      return listOf(stored).filter(isStageEntry)
    case 'secret':
      return null
  }
}

/** A zone that nobody knows throws in every formatter that is given it. */
function isInZones(declaration: FieldDeclaration, text: string): boolean {
  const isZone = declaration.type === 'string' && declaration.format === 'timezone'
  return !isZone || ianaZone(text) !== null
}

function parsed(declaration: FieldDeclaration, stored: unknown): FieldValue {
  const value = parseFieldValue(declaration, stored)
  return value.ok ? value.value : null
}

/** Fields that only a later version knows stay: a child is written back whole. */
function shapeChildren(collection: CollectionDeclaration | null, stored: unknown): FieldValue {
  if (collection === null) return null
  const required = Object.entries(collection.fields).filter(([, field]) => field.required === true)
  const blank = Object.fromEntries(required.map(([name, field]) => [name, absentValue(field)]))
  return mapValues(stored, child => {
    if (!isRecord(child)) return undefined
    return { ...blank, ...mapValues(child, (value, name) => shapeOfChild(collection, name, value)) }
  })
}

function shapeOfChild(collection: CollectionDeclaration, name: string, value: unknown): unknown {
  const field = Object.hasOwn(collection.fields, name) ? collection.fields[name] : undefined
  // A secret's sealed bytes are the vault's to judge.
  return field === undefined || field.type === 'secret' ? value : shapeFieldValue(field, value)
}

/** Always an object of its own entries: a key such as `__proto__` is one among others. */
function mapValues<Value>(
  stored: unknown,
  change: (value: unknown, key: string) => Value | undefined,
): Record<string, Value> {
  if (!isRecord(stored)) return {}
  return Object.fromEntries(
    Object.entries(stored).flatMap(([key, value]) => {
      const changed = change(value, key)
      return changed === undefined ? [] : [[key, changed] as const]
    }),
  )
}

function isStageEntry(value: unknown): value is StageEntry {
  if (!isRecord(value)) return false
  const { stage, at, by } = value
  return stages.some(known => known === stage) && isInstant(at) && typeof by === 'string'
}

/** One that every calendar takes. */
export function isInstant(value: unknown): value is number {
  return typeof value === 'number' && value >= firstInstant && value <= lastInstant
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
