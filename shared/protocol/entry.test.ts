import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { concatBytes, copyBytes, equalBytes, type Bytes } from './bytes.ts'
import { encodeCbor } from './cbor.ts'
import {
  decodeBatch,
  decodeEntry,
  decodeHeader,
  decodePullPage,
  encodeBatch,
  encodeEntry,
  encodeHeader,
  encodePullPage,
  entryId,
  entryKey,
  placeInLane,
  type Entry,
  type EntryHeader,
} from './entry.ts'
import { bytesToId, idToBytes, type DeviceId, type StreamId, type WorkspaceId } from './ids.ts'
import { limits } from './limits.ts'

const bytesOf = (length: number) =>
  fc.uint8Array({ minLength: length, maxLength: length }).map(bytes => new Uint8Array(bytes))
const uint = fc.nat(2_000_000_000)
const anyHeader: fc.Arbitrary<EntryHeader> = fc
  .record({
    workspace: bytesOf(16),
    stream: bytesOf(16),
    device: bytesOf(16),
    kind: fc.constantFrom('change' as const, 'snapshot' as const, 'checkpoint' as const, 'audit' as const),
    sequence: fc.integer({ min: 1, max: 5 }),
    previous: bytesOf(32),
    seen: fc.uniqueArray(bytesOf(16), { maxLength: 4, selector: bytes => bytesToId(bytes) }),
    epoch: fc.integer({ min: 1, max: 9 }),
    time: uint,
    counts: uint,
  })
  .map(({ workspace, stream, device, kind, sequence, previous, seen, epoch, time, counts }) => {
    const author = bytesToId<DeviceId>(device)
    return {
      version: 1,
      workspace: bytesToId<WorkspaceId>(workspace),
      kind,
      stream: bytesToId<StreamId>(stream),
      device: author,
      lane: kind === 'audit' ? 'audit' : 'data',
      sequence,
      previous: sequence === 1 ? null : previous,
      frontier: seen
        .map(bytes => ({ device: bytesToId<DeviceId>(bytes), data: counts, audit: counts + 1 }))
        .filter(item => item.device !== author)
        .toSorted((a, b) => (a.device < b.device ? -1 : 1)),
      epoch,
      time,
    }
  })
const anyEntry = fc
  .record({ header: anyHeader, body: fc.uint8Array({ maxLength: 300 }), signature: bytesOf(64) })
  .map(({ header, body, signature }) => makeEntry(header, new Uint8Array(body), signature))

function makeEntry(header: EntryHeader, body: Bytes, signature: Bytes): Entry {
  const headerBytes = encodeHeader(header)
  return { header, headerBytes, body, signature, id: entryId(headerBytes, body) }
}

function valid(): EntryHeader {
  return {
    version: 1,
    workspace: bytesToId<WorkspaceId>(new Uint8Array(16).fill(1)),
    kind: 'change',
    stream: bytesToId<StreamId>(new Uint8Array(16).fill(2)),
    device: bytesToId<DeviceId>(new Uint8Array(16).fill(3)),
    lane: 'data',
    sequence: 1,
    previous: null,
    frontier: [],
    epoch: 1,
    time: 5,
  }
}

describe('[E2] an entry has one encoding', () => {
  test('every entry decodes to what it was, and encodes to the same bytes', () => {
    fc.assert(
      fc.property(anyEntry, entry => {
        const bytes = encodeEntry(entry)
        const decoded = decodeEntry(bytes)
        expect(decoded).toEqual({ ok: true, value: entry })
        expect(decoded.ok && encodeEntry(decoded.value)).toEqual(bytes)
      }),
    )
  })

  test('changed, cut or added bytes never throw, and never decode to the same entry', () => {
    fc.assert(
      fc.property(anyEntry, fc.nat(), fc.integer({ min: 1, max: 255 }), fc.nat(), (entry, at, by, cut) => {
        const bytes = encodeEntry(entry)
        const changed = copyBytes(bytes)
        changed[at % bytes.length] = (changed[at % bytes.length] ?? 0) ^ by
        const spoilt = [changed, bytes.slice(0, cut % bytes.length), concatBytes(bytes, Uint8Array.of(by))]
        for (const other of spoilt) {
          const decoded = decodeEntry(other)
          expect(decoded.ok && equalBytes(encodeEntry(decoded.value), bytes)).toBe(false)
        }
      }),
      { numRuns: 500 },
    )
  })

  test('any bytes at all never throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), bytes => {
        expect(decodeEntry(bytes).ok).toBe(false)
        expect(['object', 'undefined']).toContain(typeof decodeBatch(bytes))
      }),
      { numRuns: 1_000 },
    )
  })
})

test('[E3] the id is a hash of header and body, without the signature', () => {
  fc.assert(
    fc.property(anyEntry, bytesOf(64), (entry, signature) => {
      const resigned = decodeEntry(encodeEntry({ ...entry, signature }))
      expect(resigned.ok && resigned.value.id).toEqual(entry.id)
      const other = entryId(entry.headerBytes, concatBytes(entry.body, Uint8Array.of(0)))
      expect(entryKey(other)).not.toBe(entryKey(entry.id))
    }),
  )
})

describe('[E5] a header that breaks a rule is refused', () => {
  const [one, two] = [new Uint8Array(16).fill(6), new Uint8Array(16).fill(7)]
  const fields = (): unknown[] => [
    1,
    idToBytes(valid().workspace),
    0,
    idToBytes(valid().stream),
    idToBytes(valid().device),
    0,
    1,
    null,
    [],
    1,
    5,
  ]
  const broken: [string, number, unknown][] = [
    ['a workspace of 15 bytes', 1, new Uint8Array(15)],
    ['an audit kind in the data lane', 2, 3],
    ['a lane that is none', 5, 2],
    ['the audit lane for a change', 5, 1],
    ['sequence 0', 6, 0],
    ['sequence 2 after nothing', 6, 2],
    ['a negative sequence', 6, -1],
    ['a first entry after another', 7, new Uint8Array(32)],
    ['a previous of 31 bytes', 7, new Uint8Array(31)],
    ['a frontier that names the author', 8, [[idToBytes(valid().device), 1, 1]]],
    [
      'a frontier out of order',
      8,
      [
        [two, 1, 1],
        [one, 1, 1],
      ],
    ],
    [
      'a device twice in the frontier',
      8,
      [
        [one, 1, 1],
        [one, 2, 2],
      ],
    ],
    ['a frontier without the audit lane', 8, [[one, 1]]],
    [
      'a frontier of too many devices',
      8,
      Array.from({ length: 65 }, (_, i) => [new Uint8Array(16).fill(i + 10), 0, 0]),
    ],
    ['epoch 0', 9, 0],
    ['a broken time', 10, 1.5],
  ]

  test.each(broken)('%s', (_name, index, value) => {
    const bytes = encodeCbor(fields().with(index, value))
    expect(decodeHeader(bytes)).toEqual({ ok: false, error: 'malformed' })
  })

  test('the same header without a fault passes', () => {
    expect(decodeHeader(encodeCbor(fields()))).toEqual({ ok: true, value: valid() })
  })
})

describe('[E6] what a newer app wrote is told apart from what is broken', () => {
  test.each([
    [0, 2],
    [2, 7],
  ])('field %i holding %i', (index, value) => {
    const header = [1, ...Array.from({ length: 10 }, () => 0)].with(index, value)
    const bytes = encodeCbor([encodeCbor(header), new Uint8Array(0), new Uint8Array(64)])
    expect(decodeEntry(bytes)).toEqual({ ok: false, error: 'unknown-version' })
  })
})

test('[E7] an entry over the limit is refused before it is read', () => {
  expect(decodeEntry(new Uint8Array(limits.entryBytes + 1))).toEqual({ ok: false, error: 'too-large' })
  const most = makeEntry(valid(), new Uint8Array(limits.entryBytes - 300), new Uint8Array(64))
  expect(decodeEntry(encodeEntry(most)).ok).toBe(true)
})

describe('[E8] batches and pages', () => {
  test('carry entries unchanged', () => {
    fc.assert(
      fc.property(fc.array(anyEntry, { maxLength: 4 }), fc.option(fc.ipV4()), (entries, ip) => {
        const encoded = entries.map(entry => encodeEntry(entry))
        expect(decodeBatch(encodeBatch(encoded))).toEqual(encoded)
        const rows = encoded.map((bytes, index) => ({ relaySequence: index + 1, receivedAt: 7, ip, bytes }))
        const page = { head: rows.length, stateSequence: 1, entries: rows }
        expect(decodePullPage(encodePullPage(page))).toEqual(page)
      }),
    )
  })

  test('of another shape are refused', () => {
    for (const value of [1, {}, ['text'], [new Uint8Array(1), 2]]) expect(decodeBatch(encodeCbor(value))).toBeNull()
    const row: unknown[] = [1, 2, null, new Uint8Array(1)]
    const rows = [row.slice(1), row.with(0, -1), row.with(2, 5), row.with(3, 'text')]
    const pages = [[], [1], [1, 2], [-1, 2, []], [1, -2, []], ...rows.map(bad => [1, 2, [bad]])]
    for (const value of pages) expect(() => decodePullPage(encodeCbor(value))).toThrow(RangeError)
  })
})

describe('[L1] an entry’s place in its lane', () => {
  const chain = (length: number, salt = 0): Entry[] => {
    const entries: Entry[] = []
    for (let sequence = 1; sequence <= length; sequence++) {
      const previous = entries.at(-1)?.id ?? null
      entries.push(makeEntry({ ...valid(), sequence, previous }, Uint8Array.of(sequence, salt), new Uint8Array(64)))
    }
    return entries
  }
  const tipOf = (entry: Entry | undefined) =>
    entry === undefined ? null : { sequence: entry.header.sequence, id: entry.id }

  test('in a chain every entry is next to the one before, behind for later ones, and a gap for earlier ones', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.nat(8), fc.nat(7), (length, known, at) => {
        const entries = chain(length)
        const entry = entries[at % length]
        const seen = Math.min(known, length)
        const place = entry && placeInLane(tipOf(entries[seen - 1]), entry)
        const distance = (at % length) + 1 - seen
        expect(place).toBe(distance === 1 ? 'next' : distance > 1 ? 'gap' : 'behind')
      }),
    )
  })

  test('[L2] another entry at the place of the tip, or after it, is a fork', () => {
    const [mine, theirs] = [chain(3), chain(3, 1)]
    const [tip, other, following] = [mine[1], theirs[1], theirs[2]]
    if (tip === undefined || other === undefined || following === undefined) throw new Error('no chain')
    expect(placeInLane(tipOf(tip), other)).toBe('fork')
    expect(placeInLane(tipOf(tip), following)).toBe('fork')
    expect(placeInLane(tipOf(tip), tip)).toBe('behind')
  })
})
