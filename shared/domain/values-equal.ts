/** [D9] Whether two values of a field say the same: the order of keys does not count, nor that of a set's members. */
export function valuesEqual(a: unknown, b: unknown, isSet = false): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false
    const items: readonly unknown[] = b
    if (isSet) return a.every(item => items.includes(item))
    return a.every((item, index) => valuesEqual(item, items[index]))
  }
  const left = new Map(Object.entries(a))
  const right = Object.entries(b)
  return left.size === right.length && right.every(([key, value]) => left.has(key) && valuesEqual(left.get(key), value))
}
