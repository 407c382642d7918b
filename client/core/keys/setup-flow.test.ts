import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { assert } from '#shared/lang/assert.ts'
import { bytesToBase64url, bytesToHex } from '#shared/protocol/bytes.ts'
import { startTestRelay, testSetupToken, type TestRelay } from '#server/testing/test-relay.ts'
import { SetupFlow } from './setup-flow.ts'
import { createTestPasskeys } from './testing/test-passkeys.ts'
import { createTestProfile } from './testing/test-profile.ts'
import { beginSetup, foundStudio, testNames } from './testing/test-setup.ts'
import { UnlockFlow } from './unlock-flow.ts'

let relay: TestRelay
beforeEach(async () => {
  relay = await startTestRelay()
})
afterEach(() => relay.close())

describe('[A4] founding a studio', () => {
  test('it is founded at the relay, kept on the device, and open', async () => {
    const { profile, founded, passkeys } = await foundStudio(relay)
    expect(founded.app.state.methods.map(method => method.kind)).toEqual(['passkey', 'recovery'])
    expect(founded.names).toEqual(testNames)
    const record = await profile.deps.store.read()
    expect(record).toMatchObject({ workspace: founded.app.workspace, pin: { sequence: 1 } })
    expect(record?.passkeys).toMatchObject([{ credentialId: passkeys.credentialIds()[0], unlocks: true }])
    expect(record?.signPrivateKey.extractable).toBe(false)
    const state = await profile.deps.relay.state()
    expect(state.ok && state.value.state).toEqual(founded.app.signed.bytes)
  })

  test('a relay that goes away in the middle costs another try and nothing else', async () => {
    const { profile, flow } = await beginSetup(relay)
    const { code } = await flow.recoveryKit()
    profile.network.isUp = false
    expect(await flow.complete()).toEqual({ ok: false, error: { kind: 'unreachable' } })
    expect(await profile.deps.store.read()).toBeNull()
    profile.network.isUp = true
    expect((await flow.recoveryKit()).code).toBe(code)
    expect((await flow.complete()).ok).toBe(true)
  })

  test('an answer that got lost after the relay founded the studio is asked for again', async () => {
    const { profile, flow } = await beginSetup(relay)
    await flow.recoveryKit()
    profile.network.losesAnswers = true
    expect(await flow.complete()).toEqual({ ok: false, error: { kind: 'unreachable' } })
    profile.network.losesAnswers = false
    const completed = await flow.complete()
    assert(completed.ok, 'completed')
    expect((await profile.deps.store.read())?.device).toBe(completed.value.record.device)
  })

  test('a wrong token is told', async () => {
    const flow = new SetupFlow(createTestProfile(relay).deps)
    expect(await flow.checkToken('wrong')).toEqual({ ok: false, error: { kind: 'refused', code: 'wrong-setup-token' } })
  })

  test('the passkey’s label says whose studio it unlocks, and the relay hears no name', async () => {
    const profile = createTestProfile(relay)
    const flow = new SetupFlow(profile.deps)
    await flow.checkToken(testSetupToken)
    const options = await flow.begin(testNames)
    assert(options.ok, 'options')
    expect(JSON.stringify(options.value)).toContain('unlocks Tide & Co')
    expect(profile.sent.join('\n')).not.toMatch(/Tide|Ana|ana@/)
  })
})

describe('[A3] secrets stay on the device', () => {
  test('no PRF output, recovery key or private key is in anything that was sent', async () => {
    const { profile, code, passkeys, founded } = await foundStudio(relay)
    const options = new UnlockFlow(profile.deps, founded.record).options()
    const { prf } = passkeys.assertWith(options, 'both')
    assert(prf.app !== null && prf.vault !== null, 'PRF output')
    const wire = profile.sent.join('\n')
    for (const secret of [prf.app, prf.vault]) {
      expect(wire).not.toContain(bytesToBase64url(secret))
      expect(wire).not.toContain(bytesToHex(secret))
    }
    expect(wire).not.toContain(code)
    expect(wire).not.toContain(code.replaceAll('-', ''))
    expect(wire).not.toContain('"prf"')
  })

  test('the PRF output that the worker was handed is blank afterwards', async () => {
    const profile = createTestProfile(relay)
    const passkeys = createTestPasskeys(relay.origin)
    const flow = new SetupFlow(profile.deps)
    await flow.checkToken(testSetupToken)
    const options = await flow.begin(testNames)
    assert(options.ok, 'options')
    const made = passkeys.make(options.value)
    const answer = await flow.passkeyMade(made)
    assert(answer.ok, 'taken')
    const asserted = passkeys.assertWith(answer.value.options, 'both')
    await flow.passkeyConfirmed(asserted)
    for (const bytes of [made.prf.app, asserted.prf.app, asserted.prf.vault]) {
      expect(bytes).toEqual(new Uint8Array(32))
    }
  })
})

describe('a passkey that cannot be relied on', () => {
  test.each([
    ['none', 'no-prf'],
    ['changing', 'different-bytes'],
  ] as const)('with PRF %s signs in only, and a passphrase opens', async (habit, reason) => {
    const profile = createTestProfile(relay)
    const passkeys = createTestPasskeys(relay.origin, habit)
    const flow = new SetupFlow(profile.deps)
    await flow.checkToken(testSetupToken)
    const options = await flow.begin(testNames)
    assert(options.ok, 'options')
    const made = await flow.passkeyMade(passkeys.make(options.value))
    assert(made.ok, 'taken')
    const confirmed = await flow.passkeyConfirmed(passkeys.assertWith(made.value.options, 'both'))
    expect(confirmed).toEqual({ ok: true, value: { unlocks: false, reason } })
    expect(flow.setPassphrase('too short')).toEqual({ ok: false, error: { kind: 'too-short' } })
    expect(flow.setPassphrase('a long walk on the beach').ok).toBe(true)
    await flow.recoveryKit()
    const completed = await flow.complete()
    assert(completed.ok, 'completed')
    const { app, record } = completed.value
    expect(app.state.methods.map(method => method.kind)).toEqual(['recovery'])
    const unlock = new UnlockFlow(profile.deps, record)
    expect(unlock.offers()).toEqual(['passphrase', 'recovery'])
    expect((await unlock.withPassphrase('a long walk on the beach')).ok).toBe(true)
  })

  test('one that answers only when asserted unlocks all the same', async () => {
    const { flow } = await beginSetup(relay, 'only-asserted')
    await flow.recoveryKit()
    const completed = await flow.complete()
    expect(completed.ok && completed.value.app.state.methods.map(method => method.kind)).toEqual([
      'passkey',
      'recovery',
    ])
  })

  test('a confirmation that is forged, unverified or of another passkey confirms nothing', async () => {
    const profile = createTestProfile(relay)
    const passkeys = createTestPasskeys(relay.origin)
    const others = createTestPasskeys(relay.origin, 'steady', 'others')
    const flow = new SetupFlow(profile.deps)
    await flow.checkToken(testSetupToken)
    const options = await flow.begin(testNames)
    assert(options.ok, 'options')
    const made = await flow.passkeyMade(passkeys.make(options.value))
    assert(made.ok, 'taken')
    others.make(options.value)
    const request = made.value.options
    const outcomes = [
      passkeys.assertWith(request, 'both', { isUnverified: true }),
      passkeys.assertWith(request, 'both', { isBadSignature: true }),
      passkeys.assertWith(request, 'both', { origin: 'https://evil.example' }),
      others.assertWith(request, 'both'),
    ]
    for (const outcome of outcomes) {
      expect(await flow.passkeyConfirmed(outcome)).toEqual({ ok: false, error: { kind: 'ceremony-failed' } })
      expect([outcome.prf.app, outcome.prf.vault]).toEqual([new Uint8Array(32), new Uint8Array(32)])
    }
  })
})

test('a passkey that was confirmed can be confirmed again, and gives the same key', async () => {
  const { flow, passkeys } = await beginSetup(relay)
  const options = await flow.begin(testNames)
  assert(options.ok, 'creation options')
  const made = await flow.passkeyMade(passkeys.make(options.value))
  assert(made.ok, 'the passkey is taken')
  for (let time = 0; time < 2; time++) {
    const outcome = passkeys.assertWith(made.value.options, 'both', { id: passkeys.credentialIds()[1] ?? '' })
    expect(await flow.passkeyConfirmed(outcome)).toEqual({ ok: true, value: { unlocks: true } })
    expect(outcome.prf.app?.every(byte => byte === 0)).toBe(true)
  }
})
