import { describe, expect, test } from 'vitest'
import { utf8ToBytes } from '../protocol/bytes.ts'
import { decodeEntry, encodeHeader, entryId, type EntryHeader } from '../protocol/entry.ts'
import { bytesToId, type DeviceId, type StreamId, type WorkspaceId } from '../protocol/ids.ts'
import { openEntryBody, sealEntry, verifyEntrySignature } from './entry-seal.ts'
import { testSuite, withBitFlipped } from './testing/test-suite.ts'

const suite = testSuite()
const appKey = await suite.importPurposeKey(suite.random(32))
const signKey = await suite.generateSigningKey()
const id = <Id extends string>(fill: number) => bytesToId<Id>(new Uint8Array(16).fill(fill))

const header: EntryHeader = {
  version: 1,
  workspace: id<WorkspaceId>(1),
  kind: 'change',
  stream: id<StreamId>(2),
  device: id<DeviceId>(3),
  lane: 'data',
  sequence: 2,
  previous: new Uint8Array(32).fill(4),
  frontier: [{ device: id<DeviceId>(5), data: 6, audit: 7 }],
  epoch: 1,
  time: 1_790_000_000_000,
}
const plaintext = utf8ToBytes('{"stage":"signed"}')

describe('[E4] an entry is its author’s', () => {
  test('what was sealed decodes, verifies and opens', async () => {
    const sealed = await sealEntry(suite, appKey, signKey, header, plaintext)
    const decoded = decodeEntry(sealed.bytes)
    if (!decoded.ok) throw new Error(decoded.error)
    expect(decoded.value.header).toEqual(header)
    expect(decoded.value.id).toEqual(sealed.id)
    expect(await verifyEntrySignature(suite, signKey.publicKey, decoded.value)).toBe(true)
    expect(await openEntryBody(suite, appKey, decoded.value)).toEqual({ ok: true, value: plaintext })
  })

  test('another device’s key, a changed signature or a changed body does not verify', async () => {
    const sealed = await sealEntry(suite, appKey, signKey, header, plaintext)
    const stranger = await suite.generateSigningKey()
    expect(await verifyEntrySignature(suite, stranger.publicKey, sealed)).toBe(false)
    const resigned = { ...sealed, signature: withBitFlipped(sealed.signature, 9) }
    expect(await verifyEntrySignature(suite, signKey.publicKey, resigned)).toBe(false)
    const body = withBitFlipped(sealed.body, 900)
    const changed = { ...sealed, body, id: entryId(sealed.headerBytes, body) }
    expect(await verifyEntrySignature(suite, signKey.publicKey, changed)).toBe(false)
  })
})

describe('[V7] a body opens only under its whole header', () => {
  const changes: Partial<EntryHeader>[] = [
    { workspace: id<WorkspaceId>(9) },
    { kind: 'snapshot' },
    { stream: id<StreamId>(9) },
    { device: id<DeviceId>(9) },
    { sequence: 3 },
    { previous: new Uint8Array(32).fill(9) },
    { frontier: [] },
    { epoch: 2 },
    { time: 1 },
  ]

  test.each(changes)('not with %o, though signed by the author', async change => {
    const sealed = await sealEntry(suite, appKey, signKey, header, plaintext)
    const otherHeader = { ...header, ...change }
    const moved = { ...sealed, header: otherHeader, headerBytes: encodeHeader(otherHeader) }
    expect(await openEntryBody(suite, appKey, moved)).toEqual({ ok: false, error: 'cannot-open' })
  })
})
