export class AssertionError extends Error {
  override name = 'AssertionError'
}

/** States what must hold. A failure is a bug, never a user's mistake. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new AssertionError(message)
}
