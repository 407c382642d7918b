import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bytesToHex, equalBytes } from '../protocol/bytes.ts'
import { deriveRecoverySecrets, formatRecoveryCode, identityWords, parseRecoveryCode } from './recovery-code.ts'
import { hex, testSuite } from './testing/test-suite.ts'

const suite = testSuite()
const anyKey = fc.uint8Array({ minLength: 20, maxLength: 20 }).map(bytes => new Uint8Array(bytes))
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

describe('[K11] the recovery code', () => {
  test('is 36 characters in six groups, and reads back as the key', () => {
    fc.assert(
      fc.property(anyKey, key => {
        const code = formatRecoveryCode(key)
        expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{6}-){5}[0-9A-HJKMNP-TV-Z]{6}$/)
        expect(parseRecoveryCode(code)).toEqual({ ok: true, value: key })
      }),
    )
  })

  test('is read as people type it: lower case, blanks, long dashes, O for 0, I and L for 1', () => {
    fc.assert(
      fc.property(anyKey, fc.constantFrom('I', 'L', 'i', 'l'), (key, one) => {
        const typed = formatRecoveryCode(key)
          .replaceAll('0', 'o')
          .replaceAll('1', one)
          .replaceAll('-', ' – ')
          .toLowerCase()
        expect(parseRecoveryCode(`  ${typed}\n`)).toEqual({ ok: true, value: key })
      }),
    )
  })

  test('tells a typing mistake: one wrong character never passes', () => {
    fc.assert(
      fc.property(anyKey, fc.nat(35), fc.nat(30), (key, at, shift) => {
        const plain = formatRecoveryCode(key).replaceAll('-', '')
        const wrong = alphabet[(alphabet.indexOf(plain[at] ?? '') + 1 + shift) % 32] ?? ''
        const parsed = parseRecoveryCode(plain.slice(0, at) + wrong + plain.slice(at + 1))
        expect(parsed.ok && equalBytes(parsed.value, key)).toBe(false)
        expect(parsed).toEqual({ ok: false, error: 'bad-check' })
      }),
      // One in a million mistakes passes a 20-bit check; a fixed seed keeps this from failing once in a while.
      { seed: 7, numRuns: 500 },
    )
  })

  test('says what is wrong with it', () => {
    const code = formatRecoveryCode(new Uint8Array(20))
    expect(parseRecoveryCode(code.slice(1))).toEqual({ ok: false, error: 'wrong-length' })
    expect(parseRecoveryCode(`${code}0`)).toEqual({ ok: false, error: 'wrong-length' })
    expect(parseRecoveryCode('')).toEqual({ ok: false, error: 'wrong-length' })
    expect(parseRecoveryCode(code.replace('0', 'U'))).toEqual({ ok: false, error: 'bad-character' })
    expect(parseRecoveryCode(code.replace('0', '*'))).toEqual({ ok: false, error: 'bad-character' })
  })
})

test('[K12] the three secrets of a recovery key are as they were, and unlike each other', async () => {
  const secrets = await deriveRecoverySecrets(suite, hex('000102030405060708090a0b0c0d0e0f10111213'))
  expect({
    auth: bytesToHex(secrets.auth),
    app: bytesToHex(secrets.app),
    vault: bytesToHex(secrets.vault),
  }).toMatchInlineSnapshot(`
    {
      "app": "2c9a342e46399f3c92147ea391df2868ddf69976683bff5856d0531820c2f341",
      "auth": "c4d9ff5dc82a84ddb43bfcf63b66073a1e86157c7060ea3a422b5e2ddc863304",
      "vault": "caabfd5196d20de9f9c5211e3556f52aca77768c9beba314f28cdd896a2b7ce2",
    }
  `)
})

test('[K13] an identity is eight words of BIP-39', () => {
  const words = identityWords(new Uint8Array(32))
  expect(words).toMatchInlineSnapshot(`
    [
      "grid",
      "duck",
      "problem",
      "valid",
      "cloth",
      "roof",
      "rate",
      "wealth",
    ]
  `)
  expect(identityWords(new Uint8Array(32).fill(1))).not.toEqual(words)
})
