import { err, ok, type Result } from '../lang/result.ts'
import { isDay } from './day.ts'
import type { FieldDeclaration } from './field.ts'
import { cleanText } from './parse/clean-text.ts'
import { parseLinks } from './parse/parse-links.ts'
import { parseStrings, parseTags } from './parse/parse-list.ts'
import { parseBoolean, parseChoice, parseInteger, parseNumber } from './parse/parse-scalar.ts'
import { parseString } from './parse/parse-string.ts'
import type { Problem } from './problem.ts'
import type { FieldValue, ImageValue, MoneyValue } from './row.ts'

/**
 * [D1] The one way in which anything typed, imported or handed over becomes a value of a field. What comes out goes in
 * again unchanged.
 */
export function parseFieldValue(declaration: FieldDeclaration, input: unknown): Result<FieldValue, Problem> {
  if (isEmpty(input)) return declaration.required === true ? err({ code: 'required' }) : ok(emptyValue(declaration))
  const parsed = parseFilled(declaration, input)
  if (parsed.ok && parsed.value === '' && declaration.required === true) return err({ code: 'required' })
  return parsed.ok && parsed.value === '' ? ok(emptyValue(declaration)) : parsed
}

/** [D2] What a row holds where nothing was given. */
export function emptyValue(declaration: FieldDeclaration): FieldValue {
  if (declaration.initial !== undefined) return declaration.initial
  switch (declaration.type) {
    case 'text':
      return ''
    case 'boolean':
      return false
    case 'tags':
    case 'strings':
    case 'stages':
      return []
    case 'links':
    case 'custom':
    case 'children':
      return {}
    case 'string':
    case 'date':
    case 'instant':
    case 'integer':
    case 'number':
    case 'money':
    case 'choice':
    case 'image':
    case 'secret':
    case 'member':
      return null
  }
}

function isEmpty(input: unknown): boolean {
  return input === undefined || input === null || (typeof input === 'string' && input.trim() === '')
}

function parseFilled(declaration: FieldDeclaration, input: unknown): Result<FieldValue, Problem> {
  switch (declaration.type) {
    case 'string':
      return typeof input === 'string' ? parseString(input, declaration) : err({ code: 'unknown-field' })
    case 'text':
      return typeof input === 'string'
        ? withinLength(cleanText(input), declaration.max)
        : err({ code: 'unknown-field' })
    case 'date':
      return typeof input === 'string' && isDay(input.trim()) ? ok(input.trim()) : err({ code: 'bad-date' })
    case 'instant':
      return typeof input === 'number' && Number.isSafeInteger(input) ? ok(input) : err({ code: 'bad-date' })
    case 'integer':
      return parseInteger(input, declaration)
    case 'number':
      return parseNumber(input)
    case 'money':
      return isMoney(input) ? ok({ minor: input.minor, currency: input.currency }) : err({ code: 'bad-number' })
    case 'boolean':
      return parseBoolean(input)
    case 'choice':
      return parseChoice(input, declaration.options)
    case 'tags':
      return parseTags(input, declaration.max)
    case 'strings':
      return parseStrings(input, declaration.max)
    case 'links':
      return parseLinks(input, declaration.max)
    case 'image':
      return isImage(input) ? ok(input) : err({ code: 'bad-choice' })
    case 'custom':
      return isRecord(input) ? ok(input) : err({ code: 'bad-choice' })
    // Written by commands of their own, which know what they hold.
    case 'secret':
    case 'member':
    case 'stages':
    case 'children':
      return err({ code: 'unknown-field' })
  }
}

function withinLength(text: string, max: number): Result<string, Problem> {
  return text.length > max ? err({ code: 'too-long', limit: max }) : ok(text)
}

function isRecord(input: unknown): input is Readonly<Record<string, unknown>> {
  return typeof input === 'object' && input !== null && !Array.isArray(input)
}

function isMoney(input: unknown): input is MoneyValue {
  return (
    isRecord(input) &&
    Number.isSafeInteger(input['minor']) &&
    typeof input['currency'] === 'string' &&
    /^[A-Z]{3}$/.test(input['currency'])
  )
}

export function isImage(input: unknown): input is ImageValue {
  return (
    isRecord(input) &&
    typeof input['blob'] === 'string' &&
    typeof input['type'] === 'string' &&
    Number.isSafeInteger(input['width']) &&
    Number.isSafeInteger(input['height'])
  )
}
