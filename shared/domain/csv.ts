import type { CollectionDeclaration, FieldDeclaration } from './field.ts'
import { formFields, type NamedField } from './registry.ts'

/**
 * Cells that a spreadsheet would run as a formula (OWASP, CSV injection), with the full-width forms that some take for
 * the same. Apostrophes in front count along, so that taking one off again gives back exactly what was there.
 */
const formula = /^'*[=+\-@\t\r\n＝＋－＠]/
const neutralised = /^'+[=+\-@\t\r\n＝＋－＠]/

export type CsvOptions = {
  /** What never leaves the studio, such as internal notes, asked for by name. */
  readonly includeInternal?: boolean
}

/** [C1] The fields of an export, in their declared order. */
export function csvFields(collection: CollectionDeclaration, options: CsvOptions = {}): NamedField[] {
  return formFields(collection).filter(
    ({ declaration }) =>
      declaration.type !== 'image' &&
      declaration.type !== 'secret' &&
      (declaration.internal !== true || options.includeInternal === true),
  )
}

/** [C1] RFC 4180, with the fields' labels as the header. */
export function rowsToCsv(
  collection: CollectionDeclaration,
  rows: readonly Readonly<Record<string, unknown>>[],
  options: CsvOptions = {},
): string {
  const fields = csvFields(collection, options)
  return tableToCsv(
    fields.map(field => field.declaration.label),
    rows.map(row => fields.map(field => cellText(field.declaration, row[field.name]))),
  )
}

/** [C2] Any table of text: quoted where needed, formulas neutralised. */
export function tableToCsv(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [header, ...rows].map(cells => `${cells.map(writeCell).join(',')}\r\n`).join('')
}

/** [C2] */
export function neutraliseCell(text: string): string {
  return formula.test(text) ? `'${text}` : text
}

function writeCell(text: string): string {
  const safe = neutraliseCell(text)
  return /[",;\t\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** [C3] Takes off the apostrophe that neutralises a cell, ours or a spreadsheet's. */
export function readCell(text: string): string {
  return neutralised.test(text) ? text.slice(1) : text
}

/** [C4] Text from which `parseFieldValue` makes the same value again. */
export function cellText(declaration: FieldDeclaration, value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') {
    const options = declaration.type === 'choice' ? declaration.options : []
    return options.find(option => option.value === value)?.label ?? value
  }
  if (Array.isArray(value)) return value.join(declaration.type === 'tags' ? ', ' : '\n')
  if (declaration.type !== 'links') return ''
  return Object.entries(value)
    .map(([name, url]) => `${name}: ${String(url)}`)
    .join('\n')
}
