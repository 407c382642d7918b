import { describe, expect, test } from 'vitest'
import { bytesToId, type DeviceId, type MemberId, type WorkspaceId } from '../protocol/ids.ts'
import { encodeState, stateHash, type StateDevice, type WorkspaceState } from '../protocol/state.ts'
import { checkStateFollows, signState, verifyState, type PinnedState } from './state-seal.ts'
import { testSuite, withBitFlipped } from './testing/test-suite.ts'
import { createTestStudio, testTime } from './testing/test-studio.ts'

const suite = testSuite()
const studio = await createTestStudio(suite)
const { identity, state } = studio.app

describe('[S2] a state counts by the identity key’s signature', () => {
  test('it verifies as it was signed', async () => {
    const verified = await verifyState(suite, studio.signed, identity.publicKey)
    expect(verified).toEqual({ ok: true, value: state })
  })

  test('a changed byte or signature is refused', async () => {
    const { bytes, signature } = studio.signed
    for (const bit of [0, 900, 2_000]) {
      expect((await verifyState(suite, { bytes: withBitFlipped(bytes, bit), signature }, identity.publicKey)).ok).toBe(
        false,
      )
    }
    const forged = await verifyState(suite, { bytes, signature: withBitFlipped(signature, 5) }, identity.publicKey)
    expect(forged).toEqual({ ok: false, error: 'bad-signature' })
  })

  test('a state of another identity is refused, though its own signature is good', async () => {
    const stranger = await createTestStudio(suite)
    const verified = await verifyState(suite, stranger.signed, identity.publicKey)
    expect(verified).toEqual({ ok: false, error: 'wrong-signer' })
  })

  test('a version that is not known yet is told apart', async () => {
    const newer = await signState(suite, identity, { ...state, version: 2 as 1 })
    expect(await verifyState(suite, newer, identity.publicKey)).toEqual({ ok: false, error: 'unknown-version' })
  })
})

describe('[S3] a signed state that does not hang together is refused', () => {
  const [device] = state.devices
  const [method] = state.methods
  const [member] = state.members
  if (device === undefined || method === undefined || member === undefined) throw new Error('an empty state')
  const nobody = bytesToId<MemberId>(new Uint8Array(16))
  const incoherent: Record<string, Partial<WorkspaceState>> = {
    'two devices of one id': { devices: [device, device] },
    'two methods of one id': { methods: [method, method] },
    'two members of one id': { members: [member, member] },
    'a device of nobody': { devices: [{ ...device, member: nobody }] },
    'a method of nobody': { methods: [{ ...method, member: nobody }] },
    'half a revocation': { devices: [{ ...device, revokedAt: testTime }] },
    'epochs with a hole': { epochs: state.epochs.map(item => ({ ...item, epoch: 2 })) },
    'a first state that follows one': { previous: new Uint8Array(32) },
    'a later state that follows none': { sequence: 2 },
  }

  test.each(Object.entries(incoherent))('%s', async (_name, change) => {
    const signed = await signState(suite, identity, { ...state, ...change })
    expect(await verifyState(suite, signed, identity.publicKey)).toEqual({ ok: false, error: 'malformed' })
  })
})

describe('[S5] what a newer state must keep', () => {
  const pinned = pin({ ...state, devices: [device('1'), device('2', { revokedAt: 5, lastData: 3, lastAudit: 1 })] })
  const next = { ...pinned.state, sequence: 2, previous: pinned.hash }

  test('the pinned state itself and its successor pass, and so does one further on', () => {
    expect(checkStateFollows(pinned, pinned).ok).toBe(true)
    expect(checkStateFollows(pinned, pin(next)).ok).toBe(true)
    expect(checkStateFollows(pinned, pin({ ...next, sequence: 9, previous: new Uint8Array(32) })).ok).toBe(true)
    expect(checkStateFollows(pinned, pin({ ...next, devices: [...next.devices, device('3')] })).ok).toBe(true)
  })

  const [first, second] = pinned.state.devices
  const [member] = state.members
  if (first === undefined || second === undefined || member === undefined) throw new Error('an empty state')
  const otherKey = new Uint8Array(32).fill(7)
  const refusals: [string, Partial<WorkspaceState>, string][] = [
    ['another workspace', { workspace: bytesToId<WorkspaceId>(new Uint8Array(16)) }, 'foreign-workspace'],
    ['another state of the same sequence', { sequence: 1, time: 4 }, 'forked'],
    ['a successor of something else', { previous: otherKey }, 'forked'],
    ['a successor of nothing', { previous: null }, 'forked'],
    ['a member with another identity', { members: [{ ...member, identityKey: otherKey }] }, 'member-changed'],
    ['a member who is gone', { members: [] }, 'member-changed'],
    ['a device that is gone', { devices: [second] }, 'device-changed'],
    ['a device with another signing key', { devices: [{ ...first, signKey: otherKey }, second] }, 'device-changed'],
    [
      'a device with another receiving key',
      { devices: [{ ...first, receiveKey: otherKey }, second] },
      'device-changed',
    ],
    ['a revoked device let in again', { devices: [first, device('2')] }, 'device-changed'],
    ['a revocation that lets more through', { devices: [first, { ...second, lastData: 4 }] }, 'device-changed'],
    ['an epoch that is gone', { epochs: [] }, 'epoch-changed'],
    [
      'an epoch with another key',
      { epochs: state.epochs.map(e => ({ ...e, appKeyId: otherKey.slice(16) })) },
      'epoch-changed',
    ],
  ]

  test.each(refusals)('refuses %s', (_name, change, error) => {
    expect(checkStateFollows(pinned, pin({ ...next, ...change }))).toEqual({ ok: false, error })
  })

  test('refuses an older state, however well signed', () => {
    const later = pin({ ...next, sequence: 5 })
    expect(checkStateFollows(later, pin({ ...next, sequence: 4 }))).toEqual({ ok: false, error: 'rolled-back' })
  })
})

function pin(value: WorkspaceState): PinnedState {
  return { state: value, hash: stateHash(encodeState(value)) }
}

function device(digit: string, change: Partial<StateDevice> = {}): StateDevice {
  const filled = new Uint8Array(32).fill(Number(digit))
  return {
    id: bytesToId<DeviceId>(filled.slice(16)),
    member: studio.member,
    signKey: filled,
    receiveKey: filled,
    addedAt: 1,
    revokedAt: null,
    lastData: null,
    lastAudit: null,
    ...change,
  }
}
