/**
 * How long to wait before the next attempt: doubling from half a second to a minute, with jitter over the upper half so
 * that devices do not come back in step. `random` is in [0, 1).
 */
export function backOffMs(attempt: number, random: number): number {
  if (attempt <= 0) return 0
  const ceiling = Math.min(60_000, 500 * 2 ** attempt)
  return Math.round(ceiling * (0.5 + random / 2))
}
