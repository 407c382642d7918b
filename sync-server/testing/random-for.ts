import { createHash } from 'node:crypto'
import type { Random } from '../relay.ts'

/** The same bytes for the same seed, and never the same twice within it. */
export function randomFor(seed: string): Random {
  let drawn = 0
  return length => {
    drawn += 1
    return new Uint8Array(createHash('shake256', { outputLength: length }).update(`${seed} ${drawn}`).digest())
  }
}
