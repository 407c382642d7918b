import type { CollectionDeclaration } from './field.ts'

const marks = /\p{Mark}/gu
/** Letters that people without them type otherwise, and that no Unicode decomposition takes apart. */
const plainByLetter: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ħ: 'h',
  ŧ: 't',
}
const specialLetters = /[ßæœøłđðþıħŧ]/g
const notAlphanumeric = /[^\p{Letter}\p{Number}]+/gu

/** [D5] For comparing as people do: without case and accents. */
export function fold(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(marks, '')
    .replaceAll(specialLetters, letter => plainByLetter[letter] ?? letter)
    .normalize('NFC')
}

/** [D5] Without spaces, hyphens and other punctuation as well: `Brand-building` and `BRAND_BUILDING` are one word. */
export function foldWord(text: string): string {
  return fold(text).replaceAll(notAlphanumeric, '')
}

/** The names of the fields that free-text search looks through. */
export function searchedFields(collection: CollectionDeclaration): string[] {
  return Object.entries(collection.fields)
    .filter(([, declaration]) => declaration.searched === true)
    .map(([name]) => name)
}

/** [D22] All that a search of this record looks through, folded, a field a line: no match runs across two fields. */
export function searchText(collection: CollectionDeclaration, row: Readonly<Record<string, unknown>>): string {
  const parts: string[] = []
  for (const name of searchedFields(collection)) {
    const value = row[name]
    if (typeof value === 'string' && value !== '') parts.push(value)
    else if (Array.isArray(value)) parts.push(...value.filter(item => typeof item === 'string'))
  }
  return fold(parts.join('\n'))
}
