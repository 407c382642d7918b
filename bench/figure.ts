/** One measured figure. Where there is a peer, `value` and `peer` are of the same unit and the same run. */
export type Figure = {
  readonly name: string
  readonly value: number
  readonly unit: string
  /** What it should be at least (`higher`) or at most (`lower`); null where the figure only informs. */
  readonly target: number | null
  readonly better: 'higher' | 'lower'
  readonly peer?: number
  /** How many times better than the peer. */
  readonly ratio?: number
}

export function isMet({ value, target, better }: Figure): boolean {
  if (target === null) return true
  return better === 'higher' ? value >= target : value <= target
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5)
}

/** By linear interpolation between the two nearest ranks. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const place = (sorted.length - 1) * share
  const low = sorted[Math.floor(place)] ?? Number.NaN
  const high = sorted[Math.ceil(place)] ?? Number.NaN
  return low + (high - low) * (place - Math.floor(place))
}
