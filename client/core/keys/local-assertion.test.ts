import { decode } from 'cborg'
import fc from 'fast-check'
import { webcrypto } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { assert } from '#shared/lang/assert.ts'
import { base64urlToBytes, bytesToBase64url, concatBytes, utf8ToBytes, type Bytes } from '#shared/protocol/bytes.ts'
import { encodeCbor } from '#shared/protocol/cbor.ts'
import { createSuite } from '#shared/crypto/suite.ts'
import { createSoftwareAuthenticator } from '#server/testing/software-authenticator.ts'
import { checkAssertion, type AssertionExpectation } from './local-assertion.ts'

const subtle = webcrypto.subtle as SubtleCrypto
const suite = createSuite({ subtle, random: length => webcrypto.getRandomValues(new Uint8Array(length)) })
const origin = 'http://localhost:18710'
const challenge = suite.random(32)
const options = { challenge: bytesToBase64url(challenge) }

const authenticator = createSoftwareAuthenticator(origin)
const made = authenticator.create(options)
const id = String(made['id'])
const publicKey = coseOf(made)

const expected: AssertionExpectation = {
  challenge,
  origin,
  rpId: 'localhost',
  publicKeyOf: credential => (credential === id ? publicKey : null),
}

function check(response: unknown, change: Partial<AssertionExpectation> = {}): Promise<string | null> {
  return checkAssertion(subtle, suite.sha256, response, { ...expected, ...change })
}

describe('an assertion is checked with no relay (WebAuthn L3 §7.2)', () => {
  test('a good one names its passkey', async () => {
    expect(await check(authenticator.get(options))).toBe(id)
  })

  test.each([
    ['another challenge', { challenge: bytesToBase64url(suite.random(32)) }],
    ['another origin', { origin: 'http://localhost:1' }],
    ['another RP id', { rpId: 'evil.example' }],
    ['no verification of its user', { isUnverified: true }],
    ['a bad signature', { isBadSignature: true }],
  ])('one with %s is refused', async (_name, fault) => {
    expect(await check(authenticator.get(options, fault))).toBeNull()
  })

  test('one that was signed for a creation, or inside a foreign frame, is refused', async () => {
    const good = authenticator.get(options)
    const clientData = { type: 'webauthn.get', challenge: options.challenge, origin }
    for (const change of [{ type: 'webauthn.create' }, { crossOrigin: true }]) {
      const clientDataJSON = bytesToBase64url(utf8ToBytes(JSON.stringify({ ...clientData, ...change })))
      expect(await check({ ...good, response: { ...partsOf(good), clientDataJSON } })).toBeNull()
    }
  })

  test('one signed by another passkey is refused', async () => {
    const other = createSoftwareAuthenticator(origin, 'other')
    other.create(options)
    expect(await check({ ...other.get(options), id })).toBeNull()
  })

  test('anything malformed is refused, and never throws', async () => {
    const good = authenticator.get(options)
    const parts = partsOf(good)
    const broken = [
      null,
      {},
      { ...good, response: {} },
      ...['', '!', 'AA', bytesToBase64url(utf8ToBytes('not json')), bytesToBase64url(Uint8Array.of(0xff))].flatMap(
        text => [
          { ...good, response: { ...parts, clientDataJSON: text } },
          { ...good, response: { ...parts, authenticatorData: text } },
          { ...good, response: { ...parts, signature: text } },
        ],
      ),
    ]
    for (const response of broken) expect(await check(response)).toBeNull()
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 80 }), async bytes => {
        const signature = bytesToBase64url(bytes)
        expect(await check({ ...good, response: { ...parts, signature } })).toBeNull()
      }),
    )
  })
})

describe('of each algorithm that the relay asks for (RFC 9053)', () => {
  test('EdDSA', async () => {
    const pair = await subtle.generateKey('Ed25519', true, ['sign', 'verify'])
    assert('privateKey' in pair, 'a pair')
    const { x = '' } = await subtle.exportKey('jwk', pair.publicKey)
    const cose = encodeCbor(
      new Map<number, unknown>([
        [1, 1],
        [3, -8],
        [-1, 6],
        [-2, base64urlToBytes(x)],
      ]),
    )
    const response = await resigned(message => subtle.sign('Ed25519', pair.privateKey, message))
    expect(await check(response, { publicKeyOf: () => cose })).toBe(id)
    expect(await check(authenticator.get(options), { publicKeyOf: () => cose })).toBeNull()
  })

  test('RS256', async () => {
    const algorithm = {
      name: 'RSASSA-PKCS1-v1_5',
      hash: 'SHA-256',
      modulusLength: 2_048,
      publicExponent: Uint8Array.of(1, 0, 1),
    }
    const pair = await subtle.generateKey(algorithm, true, ['sign', 'verify'])
    const { n = '', e = '' } = await subtle.exportKey('jwk', pair.publicKey)
    const cose = encodeCbor(
      new Map<number, unknown>([
        [1, 3],
        [3, -257],
        [-1, base64urlToBytes(n)],
        [-2, base64urlToBytes(e)],
      ]),
    )
    const response = await resigned(message => subtle.sign('RSASSA-PKCS1-v1_5', pair.privateKey, message))
    expect(await check(response, { publicKeyOf: () => cose })).toBe(id)
  })

  test('ES256 with integers of every length that DER gives them', async () => {
    for (let i = 0; i < 300; i++) expect(await check(authenticator.get(options))).toBe(id)
  })

  test('a key of an unknown algorithm, or no key at all, verifies nothing', async () => {
    const unknown = encodeCbor(
      new Map<number, unknown>([
        [1, 2],
        [3, -999],
      ]),
    )
    for (const cose of [unknown, Uint8Array.of(0xff), encodeCbor(5)]) {
      expect(await check(authenticator.get(options), { publicKeyOf: () => cose })).toBeNull()
    }
  })
})

/** The authenticator's answer with a signature of another key over the same data. */
async function resigned(sign: (message: Bytes) => Promise<ArrayBuffer>): Promise<Record<string, unknown>> {
  const good = authenticator.get(options)
  const parts = partsOf(good)
  const hash = suite.sha256(base64urlToBytes(String(parts['clientDataJSON'])))
  const message = concatBytes(base64urlToBytes(String(parts['authenticatorData'])), hash)
  return { ...good, response: { ...parts, signature: bytesToBase64url(new Uint8Array(await sign(message))) } }
}

function partsOf(credential: Record<string, unknown>): Record<string, unknown> {
  const { response } = credential
  assert(typeof response === 'object' && response !== null, 'a credential has a response')
  return { ...response }
}

/** WebAuthn L3 §6.5.1: after RP id hash, flags, counter, AAGUID and the id comes the key, to the end. */
function coseOf(credential: Record<string, unknown>): Bytes {
  const attestation: unknown = decode(base64urlToBytes(String(partsOf(credential)['attestationObject'])), {
    useMaps: true,
  })
  assert(attestation instanceof Map, 'an attestation object')
  const data: unknown = attestation.get('authData')
  assert(data instanceof Uint8Array, 'authenticator data')
  const idLength = ((data[53] ?? 0) << 8) | (data[54] ?? 0)
  return new Uint8Array(data.subarray(55 + idLength))
}
