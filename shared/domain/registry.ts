import { creator } from './creator.ts'
import { credential } from './credential.ts'
import { device } from './device.ts'
import { fieldDefinition } from './field-definition.ts'
import type { CollectionDeclaration, FieldDeclaration } from './field.ts'
import { member } from './member.ts'
import { milestone } from './milestone.ts'
import { settings } from './settings.ts'
import { touchpoint } from './touchpoint.ts'

/** Every kind of record there is, by the name that code, documents and audit events use. Rules [D…] in SPEC.md. */
export const collections = {
  creator,
  credential,
  milestone,
  touchpoint,
  settings,
  device,
  member,
  fieldDefinition,
} as const

export type NamedField = { readonly name: string; readonly declaration: FieldDeclaration }

export function fieldNames<Name extends string>(collection: {
  readonly fields: Readonly<Record<Name, unknown>>
}): Name[] {
  const names: Name[] = []
  for (const name in collection.fields) if (Object.hasOwn(collection.fields, name)) names.push(name)
  return names
}

export function fieldOf(collection: CollectionDeclaration, name: string): FieldDeclaration | undefined {
  return Object.hasOwn(collection.fields, name) ? collection.fields[name] : undefined
}

/** The fields that a person fills in, in their declared order. */
export function formFields(collection: CollectionDeclaration): NamedField[] {
  return Object.entries(collection.fields)
    .filter(([, declaration]) => declaration.managed !== true && declaration.type !== 'custom')
    .map(([name, declaration]) => ({ name, declaration }))
}

export function sectionFields(collection: CollectionDeclaration, section: string): NamedField[] {
  return formFields(collection).filter(field => field.declaration.section === section)
}

/** Null for a name that this version does not know. */
export function collectionOf(name: string): CollectionDeclaration | null {
  const all: Readonly<Record<string, CollectionDeclaration>> = collections
  return Object.hasOwn(all, name) ? (all[name] ?? null) : null
}
