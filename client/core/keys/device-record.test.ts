import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { assert } from '#shared/lang/assert.ts'
import { bytesToBase64url, bytesToHex, concatBytes, utf8ToBytes } from '#shared/protocol/bytes.ts'
import { parseRecoveryCode } from '#shared/crypto/recovery-code.ts'
import { startTestRelay, type TestRelay } from '#server/testing/test-relay.ts'
import { createDeviceStore, deviceSigningKey } from './device-record.ts'
import { foundStudio, testNames, type FoundedStudio } from './testing/test-setup.ts'
import { UnlockFlow } from './unlock-flow.ts'

let relay: TestRelay
let studio: FoundedStudio
beforeEach(async () => {
  relay = await startTestRelay()
  studio = await foundStudio(relay)
})
afterEach(() => relay.close())

describe('what a device keeps', () => {
  test('its keys sign after a restart, and cannot be taken out', async () => {
    const { deps } = studio.profile
    const record = await deps.store.read()
    assert(record !== null, 'a record')
    const message = utf8ToBytes('an entry')
    const signature = await deps.suite.sign(deviceSigningKey(record), message)
    expect(await deps.suite.verify(record.signPublicKey, signature, message)).toBe(true)
    for (const key of [record.signPrivateKey, record.receivePair.privateKey]) {
      await expect(deps.subtle.exportKey('pkcs8', key)).rejects.toThrow()
      await expect(deps.subtle.exportKey('jwk', key)).rejects.toThrow()
    }
  })

  test('no name, code or secret lies in it, in no encoding', async () => {
    const record = await studio.profile.deps.store.read()
    const key = parseRecoveryCode(studio.code)
    const { prf } = studio.passkeys.assertWith(
      new UnlockFlow(studio.profile.deps, studio.founded.record).options(),
      'both',
    )
    assert(record !== null && key.ok && prf.app !== null && prf.vault !== null, 'a record and secrets')
    const kept = concatBytes(...everyByteOf(record))
    const text = `${bytesToHex(kept)} ${JSON.stringify(record)}`
    const names = Object.values(testNames).map(name => utf8ToBytes(name))
    for (const secret of [...names, utf8ToBytes(studio.code), key.value, prf.app, prf.vault]) {
      expect(text).not.toContain(bytesToHex(secret))
      expect(text).not.toContain(bytesToBase64url(secret))
    }
    expect(text).not.toMatch(/Tide|Ana|example\.com/)
  })

  test('a record that is not whole is refused, and one that was forgotten is gone', async () => {
    const { store } = studio.profile.deps
    const record = await store.read()
    assert(record !== null, 'a record')
    const broken = createDeviceStore('test-broken')
    await broken.write({ ...record, workspace: 'not an id' as typeof record.workspace })
    await expect(broken.read()).rejects.toThrow()
    await store.forget()
    expect(await store.read()).toBeNull()
  })
})

function everyByteOf(value: unknown): Uint8Array[] {
  if (value instanceof Uint8Array) return [value]
  if (value === null || typeof value !== 'object') return []
  return Object.values(value).flatMap(part => everyByteOf(part))
}
