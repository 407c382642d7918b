import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { formatRecoveryCode } from '#shared/crypto/recovery-code.ts'
import { startTestRelay, type TestRelay } from '#server/testing/test-relay.ts'
import { createTestPasskeys } from './testing/test-passkeys.ts'
import { foundStudio, type FoundedStudio } from './testing/test-setup.ts'
import { UnlockFlow } from './unlock-flow.ts'

let relay: TestRelay
let studio: FoundedStudio
let unlock: UnlockFlow
beforeEach(async () => {
  relay = await startTestRelay()
  studio = await foundStudio(relay)
  studio.profile.network.isUp = false
  unlock = new UnlockFlow(studio.profile.deps, studio.founded.record)
})
afterEach(() => relay.close())

describe('[K15] unlocking with no network', () => {
  test('the passkey opens, and its use is noted', async () => {
    studio.profile.pass(5_000)
    const opened = await unlock.withPasskey(studio.passkeys.assertWith(unlock.options()))
    expect(opened.ok && opened.value.app.workspace).toBe(studio.founded.app.workspace)
    const record = await studio.profile.deps.store.read()
    expect(record?.passkeys[0]?.lastUnlockAt).toBe(relay.clock.now())
    expect(studio.profile.network.isUp).toBe(false)
  })

  test('the recovery kit opens, as people type it', async () => {
    expect((await unlock.withRecoveryCode(studio.code.toLowerCase().replaceAll('-', ' '))).ok).toBe(true)
  })

  test('a passkey that gives other bytes than before is told, and overwrites nothing', async () => {
    const before = await studio.profile.deps.store.read()
    const changed = createTestPasskeys(relay.origin, 'steady', 'elsewhere')
    const outcome = studio.passkeys.assertWith(unlock.options())
    const opened = await unlock.withPasskey({ ...outcome, prf: { app: changedBytes(changed), vault: null } })
    expect(opened).toEqual({ ok: false, error: { kind: 'different-key' } })
    expect(await studio.profile.deps.store.read()).toEqual(before)
    const again = await unlock.withPasskey(studio.passkeys.assertWith(unlock.options()))
    expect(again.ok).toBe(true)
  })

  test('a passkey without PRF output is told', async () => {
    const outcome = studio.passkeys.assertWith(unlock.options())
    const opened = await unlock.withPasskey({ ...outcome, prf: { app: null, vault: null } })
    expect(opened).toEqual({ ok: false, error: { kind: 'no-key' } })
  })

  test('a challenge serves once, and a forged assertion opens nothing although its key is right', async () => {
    const outcome = () => studio.passkeys.assertWith(unlock.options())
    const options = unlock.options()
    const first = studio.passkeys.assertWith(options)
    expect((await unlock.withPasskey(first)).ok).toBe(true)
    expect((await unlock.withPasskey(studio.passkeys.assertWith(options))).ok).toBe(false)
    const faults = [
      { isUnverified: true },
      { isBadSignature: true },
      { origin: 'https://evil.example' },
      { rpId: 'evil.example' },
    ]
    for (const fault of faults) {
      const forged = studio.passkeys.assertWith(unlock.options(), 'open', fault)
      expect(await unlock.withPasskey(forged)).toEqual({ ok: false, error: { kind: 'ceremony-failed' } })
    }
    expect((await unlock.withPasskey(outcome())).ok).toBe(true)
  })

  test('the PRF output is blank afterwards, however it ended', async () => {
    const options = unlock.options()
    const outcomes = [
      studio.passkeys.assertWith(options, 'open', { isUnverified: true }),
      studio.passkeys.assertWith(options),
      studio.passkeys.assertWith(unlock.options()),
    ]
    for (const outcome of outcomes) {
      await unlock.withPasskey(outcome)
      expect(outcome.prf.app).toEqual(new Uint8Array(32))
    }
  })

  test('a code of another studio opens nothing, and a mistyped one is told as such', async () => {
    const foreign = await unlock.withRecoveryCode(formatRecoveryCode(new Uint8Array(20)))
    expect(foreign).toEqual({ ok: false, error: { kind: 'wrong-recovery-code', problem: 'opens-nothing' } })
    const short = await unlock.withRecoveryCode('ABC')
    expect(short).toEqual({ ok: false, error: { kind: 'wrong-recovery-code', problem: 'wrong-length' } })
  })

  test('a passphrase where none was set is no method', async () => {
    expect(await unlock.withPassphrase('a long walk on the beach')).toEqual({
      ok: false,
      error: { kind: 'no-such-method' },
    })
  })
})

function changedBytes(passkeys: ReturnType<typeof createTestPasskeys>): Uint8Array | null {
  return passkeys.make({ challenge: 'AAAA' }).prf.app
}
