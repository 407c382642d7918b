import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bytesToHex, equalBytes, hexToBytes } from './bytes.ts'
import { CborError, decodeCbor, decodeCborContainer, encodeCbor } from './cbor.ts'

const leaf = fc.oneof(
  fc.maxSafeInteger(),
  fc.string({ unit: 'binary' }),
  fc.boolean(),
  fc.constant(null),
  fc.uint8Array({ maxLength: 40 }).map(bytes => new Uint8Array(bytes)),
)
const { value: anyValue } = fc.letrec(tie => ({
  value: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(fc.string(), tie('value'), { maxKeys: 5, noNullPrototype: true }),
  ),
}))

describe('[C1] one value has one encoding', () => {
  test('what was encoded decodes to an equal value, and encodes to the same bytes again', () => {
    fc.assert(
      fc.property(anyValue, value => {
        const bytes = encodeCbor(value)
        const decoded = decodeCbor(bytes)
        expect(encodeCbor(decoded)).toEqual(bytes)
      }),
    )
  })

  test('the order in which fields were set does not matter', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.tuple(fc.string(), fc.nat()), { selector: ([name]) => name }), fields => {
        const forward = encodeCbor(Object.fromEntries(fields))
        const backward = encodeCbor(Object.fromEntries(fields.toReversed()))
        expect(backward).toEqual(forward)
      }),
    )
  })

  test('RFC 8949, appendix A', () => {
    const examples: [unknown, string][] = [
      [0, '00'],
      [24, '1818'],
      [1_000_000, '1a000f4240'],
      [-1_000, '3903e7'],
      [hexToBytes('01020304'), '4401020304'],
      ['ü', '62c3bc'],
      [[1, [2, 3]], '8201820203'],
      [{ a: 1, b: [2, 3] }, 'a26161016162820203'],
      [null, 'f6'],
    ]
    for (const [value, hex] of examples) {
      expect(bytesToHex(encodeCbor(value))).toBe(hex)
      expect(decodeCbor(hexToBytes(hex))).toEqual(value)
    }
  })
})

describe('[C2] every other encoding is refused', () => {
  const refused: Record<string, string> = {
    'a longer integer than needed': '1801',
    'a longer length than needed': '5801ff',
    'fields out of order': 'a2616201616101',
    'a field twice': 'a2616101616102',
    'an indefinite array': '9f01ff',
    'an indefinite string': '7f6161ff',
    'not a number': 'f97e00',
    infinity: 'f97c00',
    undefined: 'f7',
    'an integer beyond 2^53': '1bffffffffffffffff',
    'a tag': 'c11a514b67b0',
    'text that is not UTF-8': '61ff',
    'bytes after the value': '0000',
    'a cut value': '8201',
    nothing: '',
  }

  test.each(Object.entries(refused))('%s', (_name, hex) => {
    expect(() => decodeCbor(hexToBytes(hex))).toThrow(CborError)
  })

  test('whatever is decoded is the one encoding, for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), bytes => {
        const read = attempt(() => encodeCbor(decodeCbor(bytes)))
        expect(read === null || equalBytes(read, bytes)).toBe(true)
      }),
      { numRuns: 2_000 },
    )
  })
})

test('[C3] a container is strict in form, and throws nothing but CborError', () => {
  expect(decodeCborContainer(hexToBytes('8201820203'))).toEqual([1, [2, 3]])
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), bytes => {
      attempt(() => decodeCborContainer(bytes))
    }),
    { numRuns: 2_000 },
  )
})

/** Null for a CborError; anything else is a failure of the test. */
function attempt<Value>(read: () => Value): Value | null {
  try {
    return read()
  } catch (error) {
    if (error instanceof CborError) return null
    throw error
  }
}
