import { err, ok, type Result } from '../../lang/result.ts'
import type { ChoiceOption } from '../field.ts'
import type { Problem } from '../problem.ts'
import { foldWord } from '../search-text.ts'

const decimal = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d{1,3})?$/i
const yes = new Set(['yes', 'y', 'true', 't', '1', 'on', 'x', '✓'])
const no = new Set(['no', 'n', 'false', 'f', '0', 'off'])

export function parseNumber(input: unknown): Result<number, Problem> {
  const number = typeof input === 'string' && decimal.test(input.trim()) ? Number(input) : input
  if (typeof number !== 'number' || !Number.isFinite(number)) return err({ code: 'bad-number' })
  // -0 would come back from JSON as 0.
  return ok(number === 0 ? 0 : number)
}

/** [D16] */
export function parseInteger(input: unknown, range: { min: number; max: number }): Result<number, Problem> {
  const number = parseNumber(input)
  if (!number.ok) return number
  if (!Number.isSafeInteger(number.value)) return err({ code: 'bad-number' })
  if (number.value < range.min) return err({ code: 'out-of-range', limit: range.min })
  if (number.value > range.max) return err({ code: 'out-of-range', limit: range.max })
  return number
}

/** [D17] */
export function parseBoolean(input: unknown): Result<boolean, Problem> {
  if (typeof input === 'boolean') return ok(input)
  const word = typeof input === 'number' ? String(input) : typeof input === 'string' ? input.trim().toLowerCase() : ''
  if (yes.has(word)) return ok(true)
  if (no.has(word)) return ok(false)
  return err({ code: 'bad-boolean' })
}

/** [D18] By value, label or alias, without case, spaces and punctuation. */
export function parseChoice(input: unknown, options: readonly ChoiceOption[]): Result<string, Problem> {
  if (typeof input !== 'string') return err({ code: 'bad-choice' })
  const exact = options.find(option => option.value === input)
  if (exact !== undefined) return ok(exact.value)
  const word = foldWord(input)
  const option = options.find(candidate =>
    [candidate.value, candidate.label, ...(candidate.aliases ?? [])].some(name => foldWord(name) === word),
  )
  return option === undefined || word === '' ? err({ code: 'bad-choice' }) : ok(option.value)
}
