import fc from 'fast-check'
import { expect, test } from 'vitest'
import { base64urlToBytes, bytesToBase64url, bytesToHex, bytesToUtf8, hexToBytes, utf8ToBytes } from './bytes.ts'
import { bytesToId, idToBytes, randomBytesToId, WorkspaceId } from './ids.ts'
import { lengthPrefixed, uintToBytes } from './length-prefix.ts'

const anyBytes = fc.uint8Array({ maxLength: 200 }).map(bytes => new Uint8Array(bytes))

test('bytes survive hexadecimal, base64url and UTF-8', () => {
  fc.assert(
    fc.property(anyBytes, fc.string({ unit: 'binary' }), (bytes, text) => {
      expect(hexToBytes(bytesToHex(bytes))).toEqual(bytes)
      expect(base64urlToBytes(bytesToBase64url(bytes))).toEqual(bytes)
      expect(bytesToUtf8(utf8ToBytes(text))).toBe(text)
    }),
  )
})

test('base64url of more bytes than a call takes arguments', () => {
  const bytes = new Uint8Array(300_000).fill(251)
  expect(base64urlToBytes(bytesToBase64url(bytes))).toEqual(bytes)
})

test.each(['0', 'zz', '0g'])('%s is no hexadecimal', text => {
  expect(() => hexToBytes(text)).toThrow(RangeError)
})

test.each(['A', 'AA==', 'A+', 'A/', 'ä'])('%s is no unpadded base64url', text => {
  expect(() => base64urlToBytes(text)).toThrow(RangeError)
})

test('an id survives its bytes, and a fresh one is a version 4 UUID', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), bytes => {
      expect(idToBytes(bytesToId(bytes))).toEqual(new Uint8Array(bytes))
      expect(WorkspaceId.safeParse(randomBytesToId(bytes)).success).toBe(true)
      expect(randomBytesToId(bytes)).toMatch(/^.{14}4.{4}[89ab]/)
    }),
  )
  expect(() => bytesToId(new Uint8Array(15))).toThrow(RangeError)
})

test('[V4] no two lists of parts have the same length-prefixed bytes', () => {
  const parts = fc.array(anyBytes, { maxLength: 5 })
  fc.assert(
    fc.property(parts, parts, (a, b) => {
      const same = JSON.stringify(a.map(bytesToHex)) === JSON.stringify(b.map(bytesToHex))
      expect(bytesToHex(lengthPrefixed(...a)) === bytesToHex(lengthPrefixed(...b))).toBe(same)
    }),
  )
  expect(bytesToHex(lengthPrefixed('ab', Uint8Array.of(7), ''))).toBe('00000002616200000001070000' + '0000')
})

test('unsigned integers take eight bytes, and nothing else is one', () => {
  expect(bytesToHex(uintToBytes(258))).toBe('0000000000000102')
  expect(bytesToHex(uintToBytes(Number.MAX_SAFE_INTEGER))).toBe('001fffffffffffff')
  for (const value of [-1, 0.5, Number.NaN, 2 ** 53]) expect(() => uintToBytes(value)).toThrow(RangeError)
})
