import { creator } from '#shared/domain/creator.ts'
import type { FieldDeclaration } from '#shared/domain/field.ts'
import { isImage } from '#shared/domain/parse-field-value.ts'
import { formFields, type NamedField } from '#shared/domain/registry.ts'
import type { CreatorRow, ImageValue } from '#shared/domain/row.ts'
import { valuesEqual } from '#shared/domain/values-equal.ts'

/** What stands in an input while it is edited. The parser of the registry makes a value of it. */
export type DraftValue = string | boolean | readonly string[] | ImageValue
export type Draft = Readonly<Record<string, DraftValue>>

export const editableFields: readonly NamedField[] = formFields(creator)

export const creatorSections = creator.sections.map(section => ({
  ...section,
  fields: editableFields.filter(field => field.declaration.section === section.id),
}))

export function valueToDraft(declaration: FieldDeclaration, value: unknown): DraftValue {
  if (typeof value === 'boolean') return value
  if (Array.isArray(value)) return value.filter(part => typeof part === 'string')
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return value
  if (declaration.type === 'image' && isImage(value)) return value
  if (declaration.type === 'links' && typeof value === 'object' && value !== null) return linksToLines(value)
  if (declaration.type === 'boolean') return false
  return declaration.type === 'tags' || declaration.type === 'strings' ? [] : ''
}

export function newDraft(): Draft {
  return draftOf(({ declaration }) => declaration.initial ?? null)
}

export function rowToDraft(row: CreatorRow): Draft {
  const values = new Map<string, unknown>(Object.entries(row))
  return draftOf(({ name }) => values.get(name) ?? null)
}

/** Only what was typed: a field that somebody else changes meanwhile is not written back. */
export function changedDraft(before: Draft, after: Draft): Draft {
  return Object.fromEntries(Object.entries(after).filter(([name, value]) => !valuesEqual(before[name], value)))
}

function draftOf(value: (field: NamedField) => unknown): Draft {
  return Object.fromEntries(editableFields.map(field => [field.name, valueToDraft(field.declaration, value(field))]))
}

function linksToLines(links: object): string {
  return Object.entries(links)
    .map(([name, url]) => `${name} ${String(url)}`)
    .join('\n')
}
