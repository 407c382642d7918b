import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bytesToHex, concatBytes, utf8ToBytes, type Bytes } from '../protocol/bytes.ts'
import type { DeviceId, WorkspaceId } from '../protocol/ids.ts'
import { bytesToId } from '../protocol/ids.ts'
import {
  associatedData,
  envelopeKeyId,
  envelopeOverheadBytes,
  openEnvelope,
  plainContext,
  sealEnvelope,
  type EnvelopeContext,
} from './envelope.ts'
import { pad, paddedLength, unpad } from './padding.ts'
import { countingSuite, hex, testSuite, withBitFlipped } from './testing/test-suite.ts'

const suite = testSuite()
const key = await suite.importPurposeKey(suite.random(32))
const otherKey = await suite.importPurposeKey(suite.random(32))

const context: EnvelopeContext = {
  purpose: 'file',
  workspace: bytesToId<WorkspaceId>(new Uint8Array(16).fill(1)),
  tier: 'app',
  epoch: 3,
  objectType: 'photo',
  objectId: 'a-photo',
  version: 7,
  parentHash: new Uint8Array(32).fill(2),
  schema: 1,
  authorDevice: bytesToId<DeviceId>(new Uint8Array(16).fill(3)),
  chunkIndex: 1,
  chunkCount: 4,
  final: false,
  bound: utf8ToBytes('header'),
}

const anyBytes = (maxLength: number) => fc.uint8Array({ maxLength }).map(bytes => new Uint8Array(bytes))

describe('[V5] sealing and opening', () => {
  test('what was sealed opens again, whatever its size', async () => {
    await fc.assert(
      fc.asyncProperty(anyBytes(9_000), async plaintext => {
        const envelope = await sealEnvelope(suite, key, context, plaintext)
        expect(await openEnvelope(suite, key, context, envelope)).toEqual({ ok: true, value: plaintext })
      }),
      { numRuns: 60 },
    )
  })

  test('[V8] any changed bit, wherever it lies, gives the one refusal', async () => {
    const envelope = await sealEnvelope(suite, key, context, utf8ToBytes('a creator'))
    await fc.assert(
      fc.asyncProperty(fc.nat(envelope.length * 8 - 1), async bit => {
        const opened = await openEnvelope(suite, key, context, withBitFlipped(envelope, bit))
        expect(opened).toEqual({ ok: false, error: 'cannot-open' })
      }),
      { numRuns: 400 },
    )
  })

  test('[V8] a cut, empty or longer envelope gives the one refusal', async () => {
    const envelope = await sealEnvelope(suite, key, context, utf8ToBytes('a creator'))
    const changed = [
      new Uint8Array(0),
      ...[1, 4, 20, envelopeOverheadBytes - 1, envelope.length - 1].map(n => envelope.slice(0, n)),
      concatBytes(envelope, Uint8Array.of(0)),
    ]
    for (const bytes of changed) {
      expect(await openEnvelope(suite, key, context, bytes)).toEqual({ ok: false, error: 'cannot-open' })
    }
  })

  test('another key does not open it, nor does its key id put into the envelope', async () => {
    const envelope = await sealEnvelope(suite, key, context, utf8ToBytes('a creator'))
    expect((await openEnvelope(suite, otherKey, context, envelope)).ok).toBe(false)
    const renamed = concatBytes(envelope.subarray(0, 5), otherKey.keyId, envelope.subarray(21))
    expect((await openEnvelope(suite, otherKey, context, renamed)).ok).toBe(false)
  })

  test('two seals of one plaintext share no salt, nonce, commitment or ciphertext', async () => {
    const [a, b] = [
      await sealEnvelope(suite, key, context, utf8ToBytes('same')),
      await sealEnvelope(suite, key, context, utf8ToBytes('same')),
    ]
    expect(bytesToHex(a.subarray(0, 21))).toBe(bytesToHex(b.subarray(0, 21)))
    for (const [from, to] of [
      [21, 53],
      [53, 65],
      [65, 97],
      [97, a.length],
    ]) {
      expect(bytesToHex(a.subarray(from, to))).not.toBe(bytesToHex(b.subarray(from, to)))
    }
  })
})

describe('[V4] an envelope opens only where it belongs', () => {
  const elsewhere: Partial<EnvelopeContext>[] = [
    { purpose: 'entry' },
    { workspace: bytesToId<WorkspaceId>(new Uint8Array(16).fill(9)) },
    { tier: 'vault' },
    { epoch: 4 },
    { objectType: 'document' },
    { objectId: 'another-photo' },
    { version: 6 },
    { parentHash: null },
    { parentHash: new Uint8Array(32).fill(3) },
    { schema: 2 },
    { authorDevice: null },
    { authorDevice: bytesToId<DeviceId>(new Uint8Array(16).fill(4)) },
    { chunkIndex: 2 },
    { chunkCount: 3 },
    { final: true },
    { bound: new Uint8Array(0) },
    { bound: utf8ToBytes('Header') },
  ]

  test.each(elsewhere)('not with %o', async change => {
    const envelope = await sealEnvelope(suite, key, context, utf8ToBytes('a creator'))
    const opened = await openEnvelope(suite, key, { ...context, ...change }, envelope)
    expect(opened).toEqual({ ok: false, error: 'cannot-open' })
  })

  test('parts cannot flow into each other', () => {
    const one = associatedData({ ...context, objectType: 'ab', objectId: 'c' }, key.keyId)
    const two = associatedData({ ...context, objectType: 'a', objectId: 'bc' }, key.keyId)
    expect(bytesToHex(one)).not.toBe(bytesToHex(two))
  })
})

describe('[V6] padding', () => {
  test('sealed sizes are equal for plaintexts up to the same step', async () => {
    const sizeOf = async (length: number) => (await sealEnvelope(suite, key, context, new Uint8Array(length))).length
    expect(await sizeOf(0)).toBe(envelopeOverheadBytes + 256)
    expect(await sizeOf(252)).toBe(await sizeOf(0))
    expect(await sizeOf(253)).toBe(envelopeOverheadBytes + 512)
    expect(await sizeOf(4_092)).toBe(envelopeOverheadBytes + 4_096)
  })

  test('it can be taken off, never shrinks with length, and costs at most an eighth above 4 KiB', () => {
    fc.assert(
      fc.property(fc.nat(3_000_000), length => {
        const padded = paddedLength(length)
        expect(padded).toBeGreaterThanOrEqual(length + 4)
        expect(padded).toBeLessThanOrEqual(paddedLength(length + 1))
        const isWellPadded = length > 4_092 ? padded / (length + 4) < 1.125 : padded % 256 === 0
        expect(isWellPadded).toBe(true)
      }),
    )
    fc.assert(
      fc.property(anyBytes(6_000), bytes => {
        expect(unpad(pad(bytes))).toEqual(bytes)
      }),
    )
  })

  test('only the one padded form of a plaintext is taken', () => {
    const padded = pad(utf8ToBytes('abc'))
    const spoilt: Bytes[] = [
      concatBytes(padded, new Uint8Array(256)),
      padded.slice(0, 100),
      withBitFlipped(padded, 8 * 200),
      withBitFlipped(padded, 0),
      new Uint8Array(2),
    ]
    for (const bytes of spoilt) expect(unpad(bytes)).toBeNull()
  })
})

test('[V2] the stored form is as it was: an envelope sealed long ago opens, byte for byte the same when made again', async () => {
  const fixed = countingSuite(1)
  const oldKey = await fixed.importPurposeKey(fixed.random(32))
  const made = await sealEnvelope(fixed, oldKey, { ...plainContext, ...fixtureContext }, utf8ToBytes('Wavelaunch'))
  expect(bytesToHex(made)).toBe(fixture)
  const opened = await openEnvelope(suite, oldKey, { ...plainContext, ...fixtureContext }, hex(fixture))
  expect(opened).toEqual({ ok: true, value: utf8ToBytes('Wavelaunch') })
  expect(envelopeKeyId(hex(fixture))).toEqual(oldKey.keyId)
  expect(envelopeKeyId(hex('00'.repeat(200)))).toBeNull()
})

const fixtureContext = {
  purpose: 'fixture',
  workspace: bytesToId<WorkspaceId>(new Uint8Array(16).fill(1)),
  tier: 'none',
  epoch: 1,
  objectType: 'note',
  objectId: 'one',
} as const

const fixture = [
  '574c453101b4bd6a18962c2248608a0db2db58cfaf2122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f4041',
  '42434445464748494a4b4c420ece6a40f89122d44b6b01e638831c2ab0490a7e2777fff3f2ace2c23ecf2f8779a014603e5fd006b89a',
  'cb7882e127f2354be7ef94140b0f92b0445cc34c156c28e32c43d800d907e00f450a69d4163f279e57156e7c74fc3c7ecd3b1e165594',
  'dabb9ab386ff2ddedb003d2fec9655c27cb5d67718c9fa6da75e6db630133b616f5f049ee8a2e5d68d48ade7e0272f3ce6529deaf8e5',
  '12e86e581d69aaadbcdb7cfb50ae663c709c85e78d6ff955fb76dbf96c5f47a6ec05c2cb0ac162faf07d33f5fc9202c6446ca6806540',
  '4a663d03f53a17777e1b973d79af14b455d453c016372cd70fb2168a839fd1f2ff7b9603da283f070e13e43aef858b800226fdf134fa',
  '1f67673988f0dacb9b86b662e4811a57f353efe821b3da0df57dcb124a3ca3c6e0d80d2bd11d19c6b5a40847f3',
].join('')
