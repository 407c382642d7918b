import { err, ok, type Result } from '../../lang/result.ts'
import type { Problem } from '../problem.ts'
import { cleanLine } from './clean-text.ts'
import { fold } from '../search-text.ts'

export const tagMax = 50
export const listItemMax = 200

/** [D14] A set: separators split, case and accents do not tell two apart, the first spelling stays. */
export function parseTags(input: unknown, max: number): Result<readonly string[], Problem> {
  const parts = strings(input)
  if (parts === null) return err({ code: 'bad-choice' })
  const tagByKey = new Map<string, string>()
  for (const part of parts.flatMap(text => text.split(/[,;|\r\n]/))) {
    const tag = cleanLine(part)
    if (tag !== '' && !tagByKey.has(fold(tag))) tagByKey.set(fold(tag), tag)
  }
  return withinLimits([...tagByKey.values()], max, tagMax)
}

/** A list whose order matters: an array, or text with one a line. */
export function parseStrings(input: unknown, max: number): Result<readonly string[], Problem> {
  const parts = strings(input)
  if (parts === null) return err({ code: 'bad-choice' })
  const items = parts.flatMap(text => text.split(/\r\n?|\n/)).map(cleanLine)
  return withinLimits(
    items.filter(item => item !== ''),
    max,
    listItemMax,
  )
}

function strings(input: unknown): string[] | null {
  if (typeof input === 'string') return [input]
  if (!Array.isArray(input)) return null
  const items: unknown[] = input
  return items.every(item => typeof item === 'string') ? items : null
}

function withinLimits(items: readonly string[], max: number, itemMax: number): Result<readonly string[], Problem> {
  if (items.length > max) return err({ code: 'too-many', limit: max })
  if (items.some(item => item.length > itemMax)) return err({ code: 'too-long', limit: itemMax })
  return ok(items)
}
