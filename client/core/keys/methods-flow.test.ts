import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { assert } from '#shared/lang/assert.ts'
import { limits } from '#shared/protocol/limits.ts'
import { startTestRelay, type TestRelay } from '#server/testing/test-relay.ts'
import { SignInFlow } from './sign-in-flow.ts'
import { openFoundedStudio, openSecondDevice, verifyByPasskey } from './testing/test-open-studio.ts'
import { createTestPasskeys, type PrfHabit } from './testing/test-passkeys.ts'
import { createTestProfile } from './testing/test-profile.ts'
import { UnlockFlow } from './unlock-flow.ts'

let relay: TestRelay
let studio: Awaited<ReturnType<typeof openFoundedStudio>>
beforeEach(async () => {
  relay = await startTestRelay()
  studio = await openFoundedStudio(relay)
})
afterEach(() => relay.close())

async function addPasskey(habit: PrfHabit = 'steady') {
  const key = createTestPasskeys(relay.origin, habit, 'security key')
  const options = await studio.methods.addPasskeyOptions()
  assert(options.ok, `options: ${JSON.stringify(options)}`)
  const made = await studio.methods.passkeyMade(key.make(options.value))
  assert(made.ok, `made: ${JSON.stringify(made)}`)
  const confirmed = await studio.methods.passkeyConfirmed(key.assertWith(made.value.options, 'both'))
  return { key, confirmed }
}

const kinds = async () => (await studio.methods.list()).map(method => `${method.kind} ${method.unlocks}`).toSorted()

describe('[K14] passkeys', () => {
  test('a second one is added after a ceremony, and opens the studio on this device and on a new one', async () => {
    await verifyByPasskey(studio, studio)
    const { key, confirmed } = await addPasskey()
    expect(confirmed).toEqual({ ok: true, value: { unlocks: true } })
    expect(await kinds()).toEqual(['passkey true', 'passkey true', 'recovery true'])
    const unlock = new UnlockFlow(studio.profile.deps, studio.holder.record())
    expect((await unlock.withPasskey(key.assertWith(unlock.options()))).ok).toBe(true)
    const flow = new SignInFlow(createTestProfile(relay).deps)
    const options = await flow.options()
    assert(options.ok, 'options')
    expect((await flow.withPasskey(key.assertWith(options.value))).ok).toBe(true)
  })

  test('without a fresh ceremony none is added or removed, and no kit made', async () => {
    studio.profile.pass(limits.stepUpMs + 1)
    const { methods } = studio
    const refused = { ok: false, error: { kind: 'verify-first' } }
    expect(await methods.addPasskeyOptions()).toEqual(refused)
    expect(methods.newRecoveryKit()).toEqual(refused)
    expect(await methods.setPassphrase('a long walk on the beach')).toEqual(refused)
    expect(await kinds()).toEqual(['passkey true', 'recovery true'])
  })

  test('one that gives no key signs in and is listed as such', async () => {
    await verifyByPasskey(studio, studio)
    const { confirmed } = await addPasskey('none')
    expect(confirmed).toEqual({ ok: true, value: { unlocks: false, reason: 'no-prf' } })
    expect(await kinds()).toEqual(['passkey false', 'passkey true', 'recovery true'])
    expect(studio.holder.app().state.methods).toHaveLength(2)
  })

  test('a removed one signs in nowhere, and two methods always remain', async () => {
    await verifyByPasskey(studio, studio)
    const [first = ''] = studio.passkeys.credentialIds()
    expect(await studio.methods.removePasskey(first)).toEqual({ ok: false, error: { kind: 'last-method' } })
    const { key } = await addPasskey()
    const removed = await studio.methods.removePasskey(first)
    assert(removed.ok, 'removed')
    expect(removed.value.accepted).toEqual(key.credentialIds())
    expect(removed.value.userId).not.toBe('')
    const flow = new SignInFlow(createTestProfile(relay).deps)
    const options = await flow.options()
    assert(options.ok, 'options')
    const signedIn = await flow.withPasskey(studio.passkeys.assertWith(options.value))
    expect(signedIn).toMatchObject({ ok: false, error: { code: 'ceremony-failed' } })
  })
})

describe('[K14] the recovery kit', () => {
  test('is replaced once the new code was typed back; the old one then opens and signs in nowhere', async () => {
    await verifyByPasskey(studio, studio)
    const kit = studio.methods.newRecoveryKit()
    assert(kit.ok, 'a kit')
    expect(await studio.methods.confirmRecoveryKit(studio.code)).toEqual({
      ok: false,
      error: { kind: 'wrong-recovery-code' },
    })
    expect(await studio.methods.confirmRecoveryKit(kit.value.code)).toEqual({ ok: true, value: null })
    const fresh = () => new SignInFlow(createTestProfile(relay).deps)
    const opensNothing = { ok: false, error: { kind: 'wrong-recovery-code', problem: 'opens-nothing' } }
    expect(await fresh().withRecoveryCode(studio.code)).toEqual(opensNothing)
    expect((await fresh().withRecoveryCode(kit.value.code)).ok).toBe(true)
    const unlock = new UnlockFlow(studio.profile.deps, studio.holder.record())
    expect(await unlock.withRecoveryCode(studio.code)).toEqual(opensNothing)
    expect((await unlock.withRecoveryCode(kit.value.code)).ok).toBe(true)
  })
})

describe('[K10] the passphrase', () => {
  const passphrase = 'a long walk on the beach'

  test('is set, opens both tiers on this device alone, and is removed', async () => {
    await verifyByPasskey(studio, studio)
    expect(await studio.methods.setPassphrase('too short')).toEqual({ ok: false, error: { kind: 'too-short' } })
    expect(await studio.methods.setPassphrase(passphrase)).toEqual({ ok: true, value: null })
    const unlock = new UnlockFlow(studio.profile.deps, studio.holder.record())
    expect(await unlock.withPassphrase('a long walk on the peach')).toEqual({
      ok: false,
      error: { kind: 'wrong-passphrase' },
    })
    expect((await unlock.withPassphrase(passphrase)).ok).toBe(true)
    studio.holder.closeVault()
    expect(await studio.verify.withPassphrase(passphrase)).toEqual({ ok: true, value: null })
    expect(studio.holder.vault()).not.toBeNull()
    expect(studio.profile.sent.join('\n')).not.toContain(passphrase)
    expect(await studio.methods.removePassphrase()).toEqual({ ok: true, value: null })
    expect((await studio.profile.deps.store.read())?.passphraseSlot).toBeNull()
  })
})

describe('[A5] two devices that change the state at once', () => {
  test('the slower one looks again, and both changes stand', async () => {
    const second = await openSecondDevice(relay, studio)
    await verifyByPasskey(second, studio)
    await verifyByPasskey(studio, studio)
    const { confirmed } = await addPasskey()
    expect(confirmed.ok).toBe(true)
    const kit = second.methods.newRecoveryKit()
    assert(kit.ok, 'a kit')
    expect(await second.methods.confirmRecoveryKit(kit.value.code)).toEqual({ ok: true, value: null })
    await studio.holder.refreshState()
    expect(studio.holder.app().state.sequence).toBe(second.holder.app().state.sequence)
    expect(studio.holder.app().state.methods).toHaveLength(3)
  })
})
