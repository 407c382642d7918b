import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { assert } from '#shared/lang/assert.ts'
import { limits } from '#shared/protocol/limits.ts'
import { startTestRelay, type TestRelay } from '#server/testing/test-relay.ts'
import { vaultOpenMs } from './key-holder.ts'
import { openFoundedStudio, verifyByPasskey } from './testing/test-open-studio.ts'

let relay: TestRelay
let studio: Awaited<ReturnType<typeof openFoundedStudio>>
beforeEach(async () => {
  relay = await startTestRelay()
  studio = await openFoundedStudio(relay)
})
afterEach(() => relay.close())

describe('[K1] the vault tier', () => {
  test('is closed in an open studio until a ceremony opens it, for two minutes', async () => {
    const { holder, profile, verify } = studio
    expect(holder.vault()).toBeNull()
    expect(verify.isFresh()).toBe(false)
    await verifyByPasskey(studio, studio)
    expect(holder.vault()?.vaultKeys.get(1)?.keyId).toEqual(studio.founded.vault.vaultKeys.get(1)?.keyId)
    profile.pass(vaultOpenMs - 1)
    expect(holder.vault()).not.toBeNull()
    profile.pass(1)
    expect(holder.vault()).toBeNull()
    expect(verify.isFresh()).toBe(true)
    profile.pass(limits.stepUpMs)
    expect(verify.isFresh()).toBe(false)
  })

  test('opening it again starts the two minutes anew, and closing it needs no timer', async () => {
    const { holder, profile } = studio
    await verifyByPasskey(studio, studio)
    profile.pass(vaultOpenMs - 1)
    await verifyByPasskey(studio, studio)
    profile.pass(vaultOpenMs - 1)
    expect(holder.vault()).not.toBeNull()
    holder.closeVault()
    expect(holder.vault()).toBeNull()
  })

  test('does not open with the app tier’s bytes, nor with an unverified ceremony', async () => {
    const { holder, verify, passkeys } = studio
    const options = await verify.options()
    assert(options.ok, 'options')
    const outcome = passkeys.assertWith(options.value, 'both')
    const swapped = await verify.withPasskey({ ...outcome, prf: { app: outcome.prf.vault, vault: outcome.prf.app } })
    expect(swapped).toEqual({ ok: false, error: { kind: 'different-key' } })
    const again = await verify.options()
    assert(again.ok, 'options')
    const unverified = await verify.withPasskey(passkeys.assertWith(again.value, 'both', { isUnverified: true }))
    expect(unverified).toMatchObject({ ok: false, error: { code: 'ceremony-failed' } })
    expect(holder.vault()).toBeNull()
  })

  test('opens with the recovery kit, and not with a wrong one', async () => {
    const { holder, verify, code } = studio
    const typo = `${code.slice(0, -1)}${code.endsWith('0') ? '1' : '0'}`
    const wrong = await verify.withRecoveryCode(typo)
    expect(wrong).toEqual({ ok: false, error: { kind: 'wrong-recovery-code', problem: 'bad-check' } })
    expect(holder.vault()).toBeNull()
    expect(await verify.withRecoveryCode(code)).toEqual({ ok: true, value: null })
    expect(holder.vault()).not.toBeNull()
    expect(verify.isFresh()).toBe(true)
  })
})

test('[A2] a ceremony after a long time offline signs the device in first', async () => {
  studio.profile.browser.cookies.clear()
  await verifyByPasskey(studio, studio)
  expect(studio.verify.isFresh()).toBe(true)
})

test('[A3] PRF output is blank after a ceremony, however it ended', async () => {
  const { verify, passkeys, profile } = studio
  for (const fault of [{}, { isUnverified: true }]) {
    const options = await verify.options()
    assert(options.ok, 'options')
    const outcome = passkeys.assertWith(options.value, 'both', fault)
    await verify.withPasskey(outcome)
    expect([outcome.prf.app, outcome.prf.vault]).toEqual([new Uint8Array(32), new Uint8Array(32)])
  }
  profile.network.isUp = false
  const outcome = passkeys.assertWith({ challenge: 'AAAA' }, 'both')
  await verify.withPasskey(outcome)
  expect(outcome.prf.vault).toEqual(new Uint8Array(32))
})
