import * as A from '@automerge/automerge/slim'
import type { AggregateDocument } from './aggregate-document.ts'

/**
 * Finding the words that two texts share takes time with the product of their lengths: beyond this the changed stretch is
 * replaced as a whole, which merges with another device's edits outside it just as well.
 */
const comparedProduct = 4_000_000

/** Writes a collaborative text so that as little of it changes as can be found in reasonable time. */
export function writeText(document: AggregateDocument, name: string, wanted: string): void {
  if (typeof document[name] !== 'string') document[name] = ''
  const present = String(document[name])
  if (present === wanted) return
  const start = commonStart(present, wanted)
  const end = commonEnd(present.slice(start), wanted.slice(start))
  const removed = present.length - start - end
  const inserted = wanted.slice(start, wanted.length - end)
  if (removed * inserted.length <= comparedProduct) A.updateText(document, [name], wanted)
  else A.splice(document, [name], start, removed, inserted)
}

function commonStart(a: string, b: string): number {
  let same = 0
  while (same < a.length && same < b.length && a.charCodeAt(same) === b.charCodeAt(same)) same += 1
  // Not between the halves of a surrogate pair (Unicode 3.8, D75).
  return isHighSurrogate(a.charCodeAt(same - 1)) ? same - 1 : same
}

function commonEnd(a: string, b: string): number {
  let same = 0
  while (
    same < a.length &&
    same < b.length &&
    a.charCodeAt(a.length - 1 - same) === b.charCodeAt(b.length - 1 - same)
  ) {
    same += 1
  }
  return isLowSurrogate(a.charCodeAt(a.length - same)) ? same - 1 : same
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff
}
