import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { assert } from '#shared/lang/assert.ts'
import { formatRecoveryCode } from '#shared/crypto/recovery-code.ts'
import { startTestRelay, type TestRelay } from '#server/testing/test-relay.ts'
import { KeyHolder, renewSession } from './key-holder.ts'
import { SignInFlow } from './sign-in-flow.ts'
import { createTestProfile, type TestProfile } from './testing/test-profile.ts'
import { foundStudio, type FoundedStudio } from './testing/test-setup.ts'
import { UnlockFlow } from './unlock-flow.ts'

let relay: TestRelay
let studio: FoundedStudio
let second: TestProfile
beforeEach(async () => {
  relay = await startTestRelay()
  studio = await foundStudio(relay)
  second = createTestProfile(relay)
})
afterEach(() => relay.close())

async function signInOptions(flow: SignInFlow) {
  const options = await flow.options()
  assert(options.ok, 'sign-in options')
  return options.value
}

describe('[K8] a new device', () => {
  test('signs in with a synced passkey, is certified, and opens from then on with no network', async () => {
    const flow = new SignInFlow(second.deps)
    const signedIn = await flow.withPasskey(studio.passkeys.assertWith(await signInOptions(flow)))
    assert(signedIn.ok, `signed in: ${JSON.stringify(signedIn)}`)
    const { app, record } = signedIn.value
    expect(app.state.sequence).toBe(2)
    expect(app.state.devices.map(device => device.id)).toEqual([studio.founded.record.device, record.device])
    expect(await second.deps.store.read()).toMatchObject({ device: record.device, pin: { sequence: 2 } })
    second.network.isUp = false
    const unlock = new UnlockFlow(second.deps, record)
    expect((await unlock.withPasskey(studio.passkeys.assertWith(unlock.options()))).ok).toBe(true)
  })

  test('signs in with the recovery kit alone', async () => {
    const signedIn = await new SignInFlow(second.deps).withRecoveryCode(studio.code)
    assert(signedIn.ok, 'signed in')
    expect(signedIn.value.app.identity.publicKey).toEqual(studio.founded.app.identity.publicKey)
    expect((await second.deps.relay.state()).ok).toBe(true)
  })

  test('the first device takes over the state that certifies the second', async () => {
    const flow = new SignInFlow(second.deps)
    await flow.withPasskey(studio.passkeys.assertWith(await signInOptions(flow)))
    const holder = new KeyHolder(studio.profile.deps, studio.founded.app, studio.founded.record)
    expect(await holder.refreshState()).toEqual({ ok: true, value: null })
    expect(holder.app().state.devices).toHaveLength(2)
    expect((await studio.profile.deps.store.read())?.pin.sequence).toBe(2)
    expect(await holder.refreshState()).toEqual({ ok: true, value: null })
  })

  test('a passkey with other PRF bytes signs in nowhere, and leaves nothing behind', async () => {
    const flow = new SignInFlow(second.deps)
    const outcome = studio.passkeys.assertWith(await signInOptions(flow))
    const signedIn = await flow.withPasskey({ ...outcome, prf: { app: new Uint8Array(32).fill(1), vault: null } })
    expect(signedIn).toEqual({ ok: false, error: { kind: 'different-key' } })
    expect(await second.deps.store.read()).toBeNull()
    const present = await studio.profile.deps.relay.state()
    expect(present.ok && present.value.state).toEqual(studio.founded.app.signed.bytes)
  })

  test('a passkey without PRF output is told, and a wrong code too', async () => {
    const flow = new SignInFlow(second.deps)
    const outcome = studio.passkeys.assertWith(await signInOptions(flow))
    const none = await flow.withPasskey({ ...outcome, prf: { app: null, vault: null } })
    expect(none).toEqual({ ok: false, error: { kind: 'no-key' } })
    const wrong = await flow.withRecoveryCode(formatRecoveryCode(new Uint8Array(20)))
    expect(wrong).toEqual({ ok: false, error: { kind: 'wrong-recovery-code', problem: 'opens-nothing' } })
    expect(await second.deps.store.read()).toBeNull()
  })

  test('a relay that goes away leaves nothing behind', async () => {
    const flow = new SignInFlow(second.deps)
    const outcome = studio.passkeys.assertWith(await signInOptions(flow))
    second.network.isUp = false
    expect(await flow.withPasskey(outcome)).toEqual({ ok: false, error: { kind: 'unreachable' } })
    expect(outcome.prf.app).toEqual(new Uint8Array(32))
    expect(await second.deps.store.read()).toBeNull()
  })
})

describe('[A2] a session is renewed by the device alone', () => {
  test('after it ended, with no hand on it', async () => {
    const { deps, browser } = studio.profile
    browser.cookies.clear()
    expect(await deps.relay.state()).toMatchObject({ ok: false, error: { code: 'not-signed-in' } })
    expect(await renewSession(deps, studio.founded.record)).toEqual({ ok: true, value: null })
    expect((await deps.relay.state()).ok).toBe(true)
  })

  test('but not with another device’s key', async () => {
    const foreign = await second.deps.suite.generateSigningKey()
    const record = { ...studio.founded.record, signPrivateKey: foreign.privateKey }
    const renewed = await renewSession(second.deps, record)
    expect(renewed).toMatchObject({ ok: false, error: { code: 'device-unknown' } })
  })
})
