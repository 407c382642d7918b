import * as A from '@automerge/automerge/slim'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { prepareAutomerge } from '../testing/test-devices.ts'
import type { AggregateDocument } from './aggregate-document.ts'
import { writeText } from './write-text.ts'

beforeAll(prepareAutomerge)

function write(before: string, after: string): string {
  const empty = A.change(A.init<AggregateDocument>(), draft => void (draft['notes'] = before))
  const written = A.change(empty, draft => writeText(draft, 'notes', after))
  try {
    return String(written['notes'])
  } finally {
    A.free(written)
  }
}

test('[M2] whatever stood there, what is written stands there afterwards', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '🌊', '🌋', 'é', '\n'), maxLength: 60 })
  fc.assert(
    fc.property(text, text, (before, after) => {
      expect(write(before, after)).toBe(after)
    }),
  )
})

test('a long text that is replaced by another one takes no time that grows with their product', () => {
  const letters = (seed: number) =>
    Array.from({ length: 100_000 }, (_, index) => String.fromCharCode(0x4e00 + ((index * seed) % 20_011))).join('')
  const [before, after] = [letters(7_919), letters(104_729)]
  expect(write(before, after)).toBe(after)
  expect(write(`🌊${before}🌋`, `🌊${after}🌋`)).toBe(`🌊${after}🌋`)
})
