import { creator } from '#shared/domain/creator.ts'
import { isDay } from '#shared/domain/day.ts'
import type { CollectionDeclaration, FieldDeclaration } from '#shared/domain/field.ts'
import { fieldOf } from '#shared/domain/registry.ts'
import type { FieldValue } from '#shared/domain/row.ts'
import { words } from '#client/words/en.ts'
import { fullInstantWords, plainDayWords } from './day-words.ts'

const declarations: CollectionDeclaration = creator

export function declarationOf(field: string): FieldDeclaration | undefined {
  return fieldOf(declarations, field)
}

/** A field's label; what older or newer versions wrote keeps its own name. */
export function fieldLabel(field: string): string {
  return declarationOf(field)?.label ?? field
}

/** Any value in one line of words, as audit diffs and conflicts show it. Empty: there is none. */
export function valueWords(field: string, value: FieldValue): string {
  const declaration = declarationOf(field)
  if (value === null || value === '') return ''
  if (typeof value === 'boolean') return value ? words.records.yes : words.records.no
  if (typeof value === 'number') return declaration?.type === 'instant' ? fullInstantWords(value) : String(value)
  if (typeof value === 'string') {
    return declaration?.type === 'date' && isDay(value) ? plainDayWords(value) : choiceLabel(declaration, value)
  }
  if (declaration?.type === 'image') return words.records.picture
  if (Array.isArray(value)) return value.map(part => partWords(part)).join(', ')
  return Object.entries(value)
    .map(([key, part]) => `${key}: ${partWords(part)}`)
    .join(', ')
}

function choiceLabel(declaration: FieldDeclaration | undefined, value: string): string {
  if (declaration?.type !== 'choice') return value
  return declaration.options.find(option => option.value === value)?.label ?? value
}

function partWords(part: unknown): string {
  return typeof part === 'string' ? part : JSON.stringify(part)
}
