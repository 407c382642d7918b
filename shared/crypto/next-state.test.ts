import { describe, expect, test } from 'vitest'
import { assert } from '../lang/assert.ts'
import { randomBytesToId, type DeviceId } from '../protocol/ids.ts'
import { stateHash } from '../protocol/state.ts'
import {
  advanceApp,
  withDeviceEnrolled,
  withDeviceRevoked,
  withMethodAdded,
  withMethodRemoved,
  withRecoveryRenewed,
  type NextState,
} from './next-state.ts'
import { adoptState, openApp, openVault, type OpenApp } from './open-keyring.ts'
import { checkStateFollows } from './state-seal.ts'
import { testSuite, withBitFlipped } from './testing/test-suite.ts'
import { createTestStudio, testMethod, testTime } from './testing/test-studio.ts'

const suite = testSuite()
const studio = await createTestStudio(suite)
const moment = { time: testTime + 1_000, heads: [] }
const tiers = { app: studio.app, vault: studio.vault }

/** Every next state must be one that another device, long there, takes over. */
async function mustFollow(app: OpenApp, next: NextState): Promise<OpenApp> {
  const before = { state: app.state, hash: stateHash(app.signed.bytes) }
  expect(checkStateFollows(before, { state: next.state, hash: stateHash(next.signed.bytes) })).toEqual({
    ok: true,
    value: undefined,
  })
  const adopted = await adoptState(suite, app, next)
  if (!adopted.ok) throw new Error(adopted.error)
  expect(adopted.value.state).toEqual(advanceApp(app, next).state)
  return adopted.value
}

function newDevice() {
  const id = randomBytesToId<DeviceId>(suite.random(16))
  return { id, signKey: suite.random(32), receiveKey: suite.random(32) }
}

describe('[K14] methods', () => {
  test('an added passkey opens both tiers', async () => {
    const method = testMethod(suite, 'passkey', 'credential-2')
    const next = await withMethodAdded(suite, tiers, method, moment)
    assert(next.ok, 'added')
    await mustFollow(studio.app, next.value)
    const choice = { kind: 'passkey', credentialId: 'credential-2' } as const
    expect((await openApp(suite, next.value, choice, method.appSecret)).ok).toBe(true)
    expect((await openVault(suite, next.value, choice, method.vaultSecret)).ok).toBe(true)
    expect(await withMethodAdded(suite, { ...tiers, app: advanceApp(studio.app, next.value) }, method, moment)).toEqual(
      {
        ok: false,
        error: 'method-exists',
      },
    )
  })

  test('a removed method opens no newer key ring, and two always remain', async () => {
    expect(await withMethodRemoved(suite, studio.app, studio.passkey.id, moment)).toEqual({
      ok: false,
      error: 'last-method',
    })
    const added = await withMethodAdded(suite, tiers, testMethod(suite, 'passkey', 'credential-2'), moment)
    assert(added.ok, 'added')
    const app = advanceApp(studio.app, added.value)
    const removed = await withMethodRemoved(suite, app, studio.passkey.id, moment)
    assert(removed.ok, 'removed')
    await mustFollow(app, removed.value)
    const choice = { kind: 'passkey', credentialId: 'credential-1' } as const
    expect(await openApp(suite, removed.value, choice, studio.passkey.appSecret)).toEqual({
      ok: false,
      error: 'no-such-method',
    })
    const gone = testMethod(suite, 'passkey', null).id
    expect(await withMethodRemoved(suite, app, gone, moment)).toEqual({ ok: false, error: 'no-such-method' })
  })

  test('a new recovery key takes the place of the old one', async () => {
    const renewed = testMethod(suite, 'recovery', null)
    const next = await withRecoveryRenewed(suite, tiers, renewed, moment)
    assert(next.ok, 'renewed')
    await mustFollow(studio.app, next.value)
    expect(next.value.state.methods.map(method => method.kind)).toEqual(['passkey', 'recovery'])
    const byRecovery = { kind: 'recovery' } as const
    expect((await openVault(suite, next.value, byRecovery, renewed.vaultSecret)).ok).toBe(true)
    const old = await openApp(suite, next.value, byRecovery, studio.recovery.appSecret)
    expect(old).toEqual({ ok: false, error: 'wrong-secret' })
  })
})

describe('[S6] devices', () => {
  test('are enrolled once, and revoked once, with what still counts of them', async () => {
    const device = newDevice()
    const enrolled = await withDeviceEnrolled(suite, studio.app, device, moment)
    assert(enrolled.ok, 'enrolled')
    const app = await mustFollow(studio.app, enrolled.value)
    expect(await withDeviceEnrolled(suite, app, device, moment)).toEqual({ ok: false, error: 'device-exists' })
    const revoked = await withDeviceRevoked(suite, app, device.id, { data: 4, audit: 2 }, moment)
    assert(revoked.ok, 'revoked')
    const after = await mustFollow(app, revoked.value)
    expect(after.state.devices.at(-1)).toMatchObject({ revokedAt: moment.time, lastData: 4, lastAudit: 2 })
    const again = await withDeviceRevoked(suite, after, device.id, { data: 9, audit: 9 }, moment)
    expect(again).toEqual({ ok: false, error: 'already-revoked' })
    const unknown = await withDeviceRevoked(suite, after, newDevice().id, { data: 0, audit: 0 }, moment)
    expect(unknown).toEqual({ ok: false, error: 'no-such-device' })
  })
})

describe('[K9] taking over what another device made', () => {
  test('a state that rolls back, forks, or comes with another key ring is refused', async () => {
    const enrolled = await withDeviceEnrolled(suite, studio.app, newDevice(), moment)
    const added = await withMethodAdded(suite, tiers, testMethod(suite, 'passkey', 'credential-2'), moment)
    assert(enrolled.ok && added.ok, 'two successors')
    const app = await mustFollow(studio.app, enrolled.value)
    expect(await adoptState(suite, app, studio)).toEqual({ ok: false, error: 'rolled-back' })
    expect(await adoptState(suite, app, added.value)).toEqual({ ok: false, error: 'forked' })
    const mixed = { signed: added.value.signed, keyring: studio.keyring }
    expect(await adoptState(suite, studio.app, mixed)).toEqual({ ok: false, error: 'keyring-refused' })
    const damaged = { signed: added.value.signed, keyring: added.value.keyring.slice(0, 99) }
    expect(await adoptState(suite, studio.app, damaged)).toEqual({ ok: false, error: 'malformed' })
  })

  test('a state that another identity signed is refused', async () => {
    const other = await createTestStudio(suite)
    expect(await adoptState(suite, studio.app, other)).toEqual({ ok: false, error: 'wrong-signer' })
    const { bytes, signature } = studio.signed
    const forged = { signed: { bytes, signature: withBitFlipped(signature, 1) }, keyring: studio.keyring }
    expect(await adoptState(suite, studio.app, forged)).toEqual({ ok: false, error: 'bad-signature' })
  })
})
