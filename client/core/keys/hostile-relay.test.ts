import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { assert } from '#shared/lang/assert.ts'
import { ok } from '#shared/lang/result.ts'
import type { SignedIn } from '#shared/protocol/api.ts'
import { createFoundation } from '#shared/crypto/foundation.ts'
import { startTestRelay, type TestRelay } from '#server/testing/test-relay.ts'
import type { KeysDeps } from './keys-deps.ts'
import { SignInFlow } from './sign-in-flow.ts'
import { openFoundedStudio, openSecondDevice, verifyByPasskey } from './testing/test-open-studio.ts'
import { createTestProfile } from './testing/test-profile.ts'

/** A fresh device at a relay that serves something else than it was given: it must open nothing and write nothing. */
let relay: TestRelay
let studio: Awaited<ReturnType<typeof openFoundedStudio>>
let fresh: ReturnType<typeof createTestProfile>
beforeEach(async () => {
  relay = await startTestRelay()
  studio = await openFoundedStudio(relay)
  fresh = createTestProfile(relay)
})
afterEach(() => relay.close())

type Served = (honest: SignedIn) => SignedIn

function hostile(deps: KeysDeps, serve: Served): KeysDeps {
  const change = <Refusal>(answer: { ok: true; value: SignedIn } | { ok: false; error: Refusal }) =>
    answer.ok ? ok(serve(answer.value)) : answer
  return {
    ...deps,
    relay: {
      ...deps.relay,
      signInWithPasskey: async body => change(await deps.relay.signInWithPasskey(body)),
      signInWithRecovery: async body => change(await deps.relay.signInWithRecovery(body)),
    },
  }
}

/** Both ways in must refuse. */
async function refusals(serve: Served): Promise<string[]> {
  const flow = new SignInFlow(hostile(fresh.deps, serve))
  const options = await flow.options()
  assert(options.ok, 'options')
  const results = [
    await flow.withPasskey(studio.passkeys.assertWith(options.value)),
    await flow.withRecoveryCode(studio.code),
  ]
  expect(await fresh.deps.store.read()).toBeNull()
  return results.map(result => (result.ok ? 'opened' : result.error.kind))
}

/** A studio that the relay made itself, with the ids of the real one. */
async function forgedStudio(credentialId: string) {
  const { suite } = fresh.deps
  const { workspace, member, state } = studio.founded.app
  const [passkey, recovery] = state.methods
  assert(passkey !== undefined && recovery !== undefined, 'two methods')
  const key = suite.random(32)
  return createFoundation(suite, {
    workspace,
    member,
    device: { id: studio.founded.record.device, signKey: key, receiveKey: key },
    methods: [
      { id: passkey.id, kind: 'passkey', credentialId, appSecret: suite.random(32), vaultSecret: suite.random(32) },
      {
        id: recovery.id,
        kind: 'recovery',
        credentialId: null,
        appSecret: suite.random(32),
        vaultSecret: suite.random(32),
      },
    ],
    time: 1,
  })
}

describe('[K8] a fresh device at a hostile relay', () => {
  test('opens what an honest one serves', async () => {
    expect(await refusals(honest => ({ ...honest, keyring: new Uint8Array(3) }))).toEqual(['damaged', 'damaged'])
    const flow = new SignInFlow(hostile(fresh.deps, honest => honest))
    expect((await flow.withRecoveryCode(studio.code)).ok).toBe(true)
  })

  test('refuses a studio that the relay made itself, whole or in parts', async () => {
    const forged = await forgedStudio(studio.passkeys.credentialIds()[0] ?? '')
    const { bytes: state, signature } = forged.signed
    const whole = await refusals(honest => ({ ...honest, state, signature, keyring: forged.keyring }))
    expect(whole).toEqual(['different-key', 'different-key'])
    expect(await refusals(honest => ({ ...honest, state, signature }))).toEqual(['damaged', 'damaged'])
    expect(await refusals(honest => ({ ...honest, keyring: forged.keyring }))).toEqual([
      'different-key',
      'different-key',
    ])
  })

  test('refuses a state that was changed, or signed by another', async () => {
    const changed = await refusals(honest => ({
      ...honest,
      state: honest.state.map((byte, index) => (index === 200 ? byte ^ 1 : byte)),
    }))
    expect(changed).not.toContain('opened')
    expect(await refusals(honest => ({ ...honest, signature: new Uint8Array(64) }))).toEqual(['damaged', 'damaged'])
  })

  test('[S7] refuses a state older than the recovery kit it was given', async () => {
    const before = await studio.profile.deps.relay.state()
    assert(before.ok, 'the first state')
    await openSecondDevice(relay, studio)
    await studio.holder.refreshState()
    await verifyByPasskey(studio, studio)
    const kit = studio.methods.newRecoveryKit()
    assert(kit.ok, 'a kit')
    expect((await studio.methods.confirmRecoveryKit(kit.value.code)).ok).toBe(true)
    const { state, signature } = before.value
    const flow = new SignInFlow(hostile(fresh.deps, honest => ({ ...honest, state, signature })))
    const rolledBack = await flow.withRecoveryCode(kit.value.code)
    expect(rolledBack).toEqual({ ok: false, error: { kind: 'damaged', what: 'rolled-back' } })
    expect(await fresh.deps.store.read()).toBeNull()
  })
})
