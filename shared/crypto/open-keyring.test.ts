import { describe, expect, test } from 'vitest'
import { assert } from '../lang/assert.ts'
import { copyBytes, type Bytes } from '../protocol/bytes.ts'
import { stateHash, type SignedState, type WorkspaceState } from '../protocol/state.ts'
import { createGrant } from './grants.ts'
import { decodeKeyring, encodeKeyring, type Keyring, type Slot } from './keyring.ts'
import { withDeviceEnrolled, withMethodAdded } from './next-state.ts'
import { openApp, openVault, type Pin, type SealedStudio } from './open-keyring.ts'
import { createTierSlot } from './slots.ts'
import { slotPlace } from './verify-keyring.ts'
import { signState } from './state-seal.ts'
import { testSuite, withBitFlipped } from './testing/test-suite.ts'
import { createTestStudio, testMethod, testTime } from './testing/test-studio.ts'
import { holdRoot } from './root.ts'

const suite = testSuite()
const studio = await createTestStudio(suite)
const stranger = await createTestStudio(suite)
const { passkey, recovery } = studio
const byPasskey = { kind: 'passkey', credentialId: 'credential-1' } as const
const byRecovery = { kind: 'recovery' } as const
const moment = { time: testTime + 1, heads: [] }

function keyringOf(sealed: SealedStudio): Keyring {
  const decoded = decodeKeyring(sealed.keyring)
  assert(decoded.ok, 'a key ring')
  return decoded.value
}

function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index]
  assert(item !== undefined, `no item ${index}`)
  return item
}

async function refusalOf(change: Partial<SealedStudio>): Promise<string> {
  const sealed = { ...studio.sealed, ...change }
  const results = [
    await openApp(suite, sealed, byPasskey, passkey.appSecret),
    await openVault(suite, sealed, byPasskey, passkey.vaultSecret),
  ]
  const errors = results.map(result => (result.ok ? 'opened' : result.error))
  expect(errors[1]).toBe(errors[0])
  return at(errors, 0)
}

function withKeyring(change: (keyring: Keyring) => Partial<Keyring>): Partial<SealedStudio> {
  const keyring = keyringOf(studio.sealed)
  return { keyring: encodeKeyring({ ...keyring, ...change(keyring) }) }
}

function withSlot(index: number, change: (slot: Slot) => Partial<Slot>): Partial<SealedStudio> {
  return withKeyring(keyring => ({
    slots: keyring.slots.map((slot, i) => (i === index ? { ...slot, ...change(slot) } : slot)),
  }))
}

async function resigned(change: Partial<WorkspaceState>): Promise<SignedState> {
  return signState(suite, stranger.app.identity, { ...studio.app.state, ...change })
}

describe('[K15] a wrong secret opens nothing and changes nothing', () => {
  test('other bytes of the passkey are told apart from damage, and the right ones still open', async () => {
    const before = copyBytes(studio.keyring)
    expect(await openApp(suite, studio.sealed, byPasskey, suite.random(32))).toEqual({
      ok: false,
      error: 'wrong-secret',
    })
    expect(studio.keyring).toEqual(before)
    expect((await openApp(suite, studio.sealed, byPasskey, passkey.appSecret)).ok).toBe(true)
  })

  test('[K1] a tier does not open with the other tier’s secret, nor a method with another method’s', async () => {
    const attempts = [
      openApp(suite, studio.sealed, byPasskey, passkey.vaultSecret),
      openVault(suite, studio.sealed, byPasskey, passkey.appSecret),
      openApp(suite, studio.sealed, byRecovery, passkey.appSecret),
      openVault(suite, studio.sealed, byPasskey, recovery.vaultSecret),
    ]
    for (const attempt of attempts) expect(await attempt).toEqual({ ok: false, error: 'wrong-secret' })
  })

  test('a passkey that has no slot is named as such', async () => {
    const choice = { kind: 'passkey', credentialId: 'another' } as const
    expect(await openApp(suite, studio.sealed, choice, passkey.appSecret)).toEqual({
      ok: false,
      error: 'no-such-method',
    })
  })
})

describe('[K8] a relay cannot put in a key of its own', () => {
  test('a wrap of its own root to the method’s public key', async () => {
    const root = await holdRoot(suite, 'app', suite.random(32))
    const forged = await createTierSlot(suite, {
      place: slotPlace(keyringOf(studio.sealed), at(keyringOf(studio.sealed).slots, 0), 'app'),
      secret: suite.random(32),
      root,
      identity: stranger.app.identity,
      leastSequence: 1,
    })
    expect(await refusalOf(withSlot(0, slot => ({ app: { ...slot.app, wrap: forged.wrap } })))).toBe('keyring-refused')
    const all = withSlot(0, slot => ({ app: { ...slot.app, wrap: forged.wrap, signature: forged.signature } }))
    expect(await refusalOf(all)).toBe('keyring-refused')
  })

  test('a wrap of its own in a slot that nobody is opening just now', async () => {
    const own = keyringOf(stranger.sealed)
    const change = withSlot(1, slot => ({ app: { ...slot.app, wrap: at(own.slots, 1).app.wrap } }))
    expect(await refusalOf(change)).toBe('keyring-refused')
  })

  test('a public key of its own in a slot', async () => {
    const { publicKey } = await suite.generateReceiveKey()
    expect(await refusalOf(withSlot(1, slot => ({ vault: { ...slot.vault, publicKey } })))).toBe('keyring-refused')
  })

  test('a whole slot of its own, or one slot fewer', async () => {
    const foreign = at(keyringOf(stranger.sealed).slots, 1)
    expect(await refusalOf(withKeyring(keyring => ({ slots: [...keyring.slots, foreign] })))).toBe('keyring-refused')
    expect(await refusalOf(withKeyring(keyring => ({ slots: keyring.slots.slice(0, 1) })))).toBe('keyring-refused')
    expect(await refusalOf(withKeyring(keyring => ({ slots: [at(keyring.slots, 0), at(keyring.slots, 0)] })))).toBe(
      'keyring-refused',
    )
  })

  test('an epoch key of its own, signed by itself or under the old signature', async () => {
    const raw = suite.random(32)
    const key = await suite.importPurposeKey(raw)
    const forged = await createGrant(suite, {
      workspace: studio.workspace,
      epoch: 1,
      tier: 'app',
      member: studio.member,
      receiveKey: studio.app.receiveKey.publicKey,
      granter: studio.member,
      identity: stranger.app.identity,
      key,
      raw,
    })
    const { appKeyId } = at(studio.app.state.epochs, 0)
    const [vaultGrant] = keyringOf(studio.sealed).grants.filter(grant => grant.tier === 'vault')
    assert(vaultGrant !== undefined, 'a vault grant')
    for (const grant of [forged, { ...forged, keyId: appKeyId }]) {
      expect(await refusalOf(withKeyring(() => ({ grants: [grant, vaultGrant] })))).toBe('keyring-refused')
    }
    const swapped = withKeyring(keyring => ({
      grants: keyring.grants.map(grant => ({ ...grant, tier: grant.tier === 'app' ? 'vault' : 'app' })),
    }))
    expect(await refusalOf(swapped)).toBe('keyring-refused')
    expect(await refusalOf(withKeyring(keyring => ({ grants: keyring.grants.slice(1) })))).toBe('keyring-refused')
  })

  test('sealed keys of another studio in the place of this one’s', async () => {
    const own = keyringOf(stranger.sealed)
    const open = (change: Partial<SealedStudio>) =>
      openApp(suite, { ...studio.sealed, ...change }, byPasskey, passkey.appSecret)
    expect(await open(withKeyring(() => ({ appKeys: own.appKeys })))).toEqual({ ok: false, error: 'keyring-refused' })
    expect(await open(withKeyring(() => ({ inbox: own.inbox })))).toEqual({ ok: false, error: 'keyring-refused' })
    const vault = { ...studio.sealed, ...withKeyring(() => ({ vaultKeys: own.vaultKeys })) }
    expect(await openVault(suite, vault, byPasskey, passkey.vaultSecret)).toEqual({
      ok: false,
      error: 'keyring-refused',
    })
  })

  test('another studio’s key ring, or a state that it signed itself', async () => {
    expect(await refusalOf({ keyring: stranger.keyring })).toBe('wrong-secret')
    expect(await refusalOf({ signed: stranger.signed })).toBe('wrong-identity')
    const { identityKey } = at(stranger.app.state.members, 0)
    const self = at(studio.app.state.members, 0)
    expect(await refusalOf({ signed: await resigned({ members: [{ ...self, identityKey }] }) })).toBe('wrong-identity')
    expect(await refusalOf({ signed: await resigned({}) })).toBe('state-refused')
  })
})

describe('[K3] slots cannot be moved', () => {
  test('between methods', async () => {
    const [first, second] = keyringOf(studio.sealed).slots
    assert(first !== undefined && second !== undefined, 'two slots')
    expect(await refusalOf(withSlot(0, () => ({ app: second.app, vault: second.vault })))).toBe('wrong-secret')
    const renamed = withKeyring(() => ({
      slots: [
        { ...second, credentialId: 'credential-1' },
        { ...first, credentialId: null },
      ],
    }))
    expect(await refusalOf(renamed)).toBe('wrong-secret')
  })

  test('between tiers', async () => {
    expect(await refusalOf(withSlot(0, slot => ({ app: slot.vault, vault: slot.app })))).toBe('wrong-secret')
  })

  test('to another credential or kind, even where nobody opens it', async () => {
    expect(await refusalOf(withSlot(1, () => ({ credentialId: 'credential-2' })))).toBe('keyring-refused')
    expect(await refusalOf(withSlot(1, () => ({ kind: 'passkey' })))).toBe('keyring-refused')
  })

  test('[K4] no bit of a slot’s own bytes can be changed unseen', async () => {
    const parts = ['salt', 'publicKey', 'blob', 'wrap', 'signature'] as const
    for (const part of parts) {
      for (const bit of [1, 100, 250]) {
        const change = withSlot(0, slot => ({
          app: { ...slot.app, [part]: withBitFlipped(slot.app[part], bit) },
          vault: { ...slot.vault, [part]: withBitFlipped(slot.vault[part], bit) },
        }))
        const expected = ['wrap', 'signature'].includes(part) ? 'keyring-refused' : 'wrong-secret'
        expect(await refusalOf(change)).toBe(expected)
      }
    }
  })
})

describe('[S7] nothing older opens', () => {
  const hash = stateHash(studio.signed.bytes)
  const fingerprint = suite.sha256(studio.app.identity.publicKey)
  const pinAt = (sequence: number, change: Partial<Pin> = {}): Pin => ({ sequence, hash, fingerprint, ...change })

  test('than the state this device has pinned, and no other state of that sequence', async () => {
    expect(await refusalOf({ pin: pinAt(1) })).toBe('opened')
    expect(await refusalOf({ pin: pinAt(2) })).toBe('rolled-back')
    expect(await refusalOf({ pin: pinAt(1, { hash: new Uint8Array(32) }) })).toBe('rolled-back')
    expect(await refusalOf({ pin: pinAt(1, { fingerprint: new Uint8Array(32) }) })).toBe('wrong-identity')
  })

  test('than the state that the method was made for, on a device that never met the studio', async () => {
    const method = testMethod(suite, 'passkey', 'credential-2')
    const enrolled = await enrolDevice()
    const added = await withMethodAdded(suite, { app: enrolled, vault: studio.vault }, method, moment)
    assert(added.ok, 'added')
    const choice = { kind: 'passkey', credentialId: 'credential-2' } as const
    const present = { keyring: added.value.keyring, signed: added.value.signed }
    expect((await openApp(suite, present, choice, method.appSecret)).ok).toBe(true)
    const rolledBack = { keyring: added.value.keyring, signed: studio.signed }
    expect(await openApp(suite, rolledBack, choice, method.appSecret)).toEqual({ ok: false, error: 'rolled-back' })
  })

  async function enrolDevice() {
    const key = suite.random(32)
    const device = { id: stranger.device, signKey: key, receiveKey: key }
    const next = await withDeviceEnrolled(suite, studio.app, device, moment)
    assert(next.ok, 'enrolled')
    return { ...studio.app, ...next.value }
  }
})

test('[C4] a key ring of a newer version is told apart from a damaged one', async () => {
  const newer: Bytes = encodeKeyring({ ...keyringOf(studio.sealed), version: 2 as 1 })
  expect(await refusalOf({ keyring: newer })).toBe('unknown-version')
  expect(await refusalOf({ keyring: studio.keyring.slice(1) })).toBe('malformed')
  expect(await refusalOf({ keyring: new Uint8Array(200_000) })).toBe('too-large')
})
