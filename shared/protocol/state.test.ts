import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { equalBytes, utf8ToBytes, concatBytes } from './bytes.ts'
import { encodeCbor } from './cbor.ts'
import { bytesToId, type DeviceId, type MemberId, type WorkspaceId } from './ids.ts'
import { limits } from './limits.ts'
import { decodeState, deviceOf, encodeState, memberOf, stateHash, type WorkspaceState } from './state.ts'

const filled = (fill: number) => new Uint8Array(32).fill(fill)
const member = bytesToId<MemberId>(filled(1).slice(16))
const device = bytesToId<DeviceId>(filled(2).slice(16))
const state: WorkspaceState = {
  version: 1,
  workspace: bytesToId<WorkspaceId>(filled(3).slice(16)),
  sequence: 1,
  previous: null,
  leastSuite: 1,
  epochs: [{ epoch: 1, appKeyId: filled(4).slice(16), vaultKeyId: filled(5).slice(16) }],
  members: [{ id: member, identityKey: filled(6), receiveKey: filled(7), vaultReceiveKey: filled(8) }],
  devices: [
    {
      id: device,
      member,
      signKey: filled(9),
      receiveKey: filled(10),
      addedAt: 11,
      revokedAt: null,
      lastData: null,
      lastAudit: null,
    },
  ],
  methods: [],
  heads: [{ device, lane: 'data', sequence: 3, id: filled(12) }],
  inboxKey: filled(13),
  signer: member,
  time: 14,
}

test('[S1] a state decodes to what it was, and its members and devices are found', () => {
  const decoded = decodeState(encodeState(state))
  expect(decoded).toEqual({ ok: true, value: state })
  expect(memberOf(state, member)?.identityKey).toEqual(filled(6))
  expect(deviceOf(state, device)?.signKey).toEqual(filled(9))
  expect(deviceOf(state, bytesToId<DeviceId>(new Uint8Array(16)))).toBeUndefined()
})

describe('[S1] only the one encoding of a whole state is taken', () => {
  const refused: Record<string, object> = {
    'an unknown field': { ...state, color: 1 },
    'a missing field': { version: 1, workspace: state.workspace },
    'sequence 0': { ...state, sequence: 0 },
    'another suite': { ...state, leastSuite: 2 },
    'no members': { ...state, members: [] },
    'no epochs': { ...state, epochs: [] },
    'a short key': { ...state, inboxKey: new Uint8Array(31) },
    'too many devices': { ...state, devices: Array.from({ length: limits.devices + 1 }, () => state.devices[0]) },
  }

  test.each(Object.entries(refused))('%s', (_name, value) => {
    expect(decodeState(encodeCbor(value))).toEqual({ ok: false, error: 'malformed' })
  })

  test('a newer version is told apart', () => {
    expect(decodeState(encodeCbor({ version: 2 }))).toEqual({ ok: false, error: 'unknown-version' })
    expect(decodeState(new Uint8Array(limits.stateBytes + 1))).toEqual({ ok: false, error: 'too-large' })
  })

  test('changed bytes never throw, and never pass for the state they were', () => {
    const bytes = encodeState(state)
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const changed = bytes.map((byte, index) => (index === at ? byte ^ by : byte))
        const decoded = decodeState(changed)
        expect(decoded.ok && equalBytes(encodeState(decoded.value), bytes)).toBe(false)
        expect(equalBytes(stateHash(changed), stateHash(bytes))).toBe(false)
      }),
      { numRuns: 500 },
    )
  })
})

test('[S2] a state is hashed under a name of its own, so that no other signature can stand for it', () => {
  const entryLike = concatBytes(utf8ToBytes('wlos/entry/v1'), encodeState(state))
  expect(equalBytes(stateHash(encodeState(state)), stateHash(entryLike))).toBe(false)
})
