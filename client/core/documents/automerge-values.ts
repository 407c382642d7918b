import { ImmutableString, isImmutableString } from '@automerge/automerge/slim'

/**
 * Between plain values and what an Automerge document holds. Short strings are `ImmutableString` registers, a third
 * smaller and faster to load than collaborative text; only fields of merge kind `text` hold plain (collaborative) strings.
 */
export function plainToStored(value: unknown): unknown {
  if (typeof value === 'string') return new ImmutableString(value)
  if (Array.isArray(value)) return value.map(plainToStored)
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plainToStored(inner)]))
  }
  return value ?? null
}

export function storedToPlain(value: unknown): unknown {
  if (isImmutableString(value)) return value.val
  if (Array.isArray(value)) return value.map(storedToPlain)
  if (value instanceof Date) return value.getTime()
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, storedToPlain(inner)]))
  }
  return value ?? null
}
