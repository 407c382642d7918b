import { err, ok, type Result } from '../lang/result.ts'
import type { creator } from './creator.ts'
import type { CollectionDeclaration } from './field.ts'
import { parseFieldValue } from './parse-field-value.ts'
import type { FieldProblem } from './problem.ts'
import { fieldOf } from './registry.ts'
import type { CreatorValues, FieldValue } from './row.ts'

export type ParsedValues = Record<string, FieldValue>
type WriteMode = 'create' | 'update'

/**
 * [D7] All the values of one write, or everything that is wrong with them. A new record gets its initial values and must
 * have its required ones; a change touches only what it names. Managed fields are not for hands ([D8]).
 */
export function parseValues(
  collection: typeof creator,
  values: object,
  mode: WriteMode,
): Result<CreatorValues, FieldProblem[]>
export function parseValues(
  collection: CollectionDeclaration,
  values: object,
  mode: WriteMode,
): Result<ParsedValues, FieldProblem[]>
export function parseValues(
  collection: CollectionDeclaration,
  values: object,
  mode: WriteMode,
): Result<ParsedValues, FieldProblem[]> {
  const parsed: ParsedValues = {}
  const problems: FieldProblem[] = []
  const given = mode === 'create' ? withInitials(collection, values) : new Map<string, unknown>(Object.entries(values))
  for (const [field, input] of given) {
    if (input === undefined) continue
    const declaration = fieldOf(collection, field)
    if (declaration === undefined || declaration.managed === true) {
      problems.push({ field, code: 'unknown-field' })
      continue
    }
    const value = parseFieldValue(declaration, input)
    if (value.ok) parsed[field] = value.value
    else problems.push({ field, ...value.error })
  }
  return problems.length > 0 ? err(problems) : ok(parsed)
}

/** Required and initial fields stand in it whether given or not, in the order of the declaration. */
function withInitials(collection: CollectionDeclaration, values: object): Map<string, unknown> {
  const given = new Map<string, unknown>(Object.entries(values))
  const all = new Map<string, unknown>()
  for (const [name, declaration] of Object.entries(collection.fields)) {
    const value = given.get(name)
    given.delete(name)
    if (isGiven(value)) all.set(name, value)
    else if (declaration.managed !== true && (declaration.initial !== undefined || declaration.required === true))
      all.set(name, declaration.initial ?? null)
  }
  for (const [name, value] of given) all.set(name, value)
  return all
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && !(typeof value === 'string' && value.trim() === '')
}
