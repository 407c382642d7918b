import { expect, test } from 'vitest'
import { assert } from '../lang/assert.ts'
import { base64urlToBytes, bytesToUtf8 } from '../protocol/bytes.ts'
import { decodeEntry, encodeEntry, encodeHeader } from '../protocol/entry.ts'
import { decodeState, encodeState } from '../protocol/state.ts'
import { openEntryBody, verifyEntrySignature } from './entry-seal.ts'
import { decodeKeyring, encodeKeyring } from './keyring.ts'
import { openAppWithPassphrase } from './local-slot.ts'
import { openApp, openVault } from './open-keyring.ts'
import { goldenStudio } from './testing/golden-studio.ts'
import { testSuite } from './testing/test-suite.ts'
import { quickStretch } from './testing/test-studio.ts'

const suite = testSuite()
const golden = (name: keyof typeof goldenStudio) => base64urlToBytes(goldenStudio[name])
const studio = { keyring: golden('keyring'), signed: { bytes: golden('state'), signature: golden('signature') } }
const byPasskey = { kind: 'passkey', credentialId: 'credential-1' } as const

test('[K8] a studio founded with version 1 opens by each of its methods', async () => {
  const opened = [
    await openApp(suite, studio, byPasskey, golden('passkeyAppSecret')),
    await openVault(suite, studio, byPasskey, golden('passkeyVaultSecret')),
    await openApp(suite, studio, { kind: 'recovery' }, golden('recoveryAppSecret')),
    await openAppWithPassphrase(
      { suite, argon2id: quickStretch(suite) },
      studio,
      golden('localSlot'),
      'a long walk on the beach',
    ),
  ]
  expect(opened.map(result => result.ok)).toEqual([true, true, true, true])
})

test('[E2] an entry written with version 1 decodes, verifies and opens', async () => {
  const app = await openApp(suite, studio, byPasskey, golden('passkeyAppSecret'))
  const entry = decodeEntry(golden('entry'))
  const appKey = app.ok ? app.value.appKeys.get(1) : undefined
  assert(entry.ok && appKey !== undefined, 'readable')
  expect(await verifyEntrySignature(suite, golden('entrySignKey'), entry.value)).toBe(true)
  const body = await openEntryBody(suite, appKey, entry.value)
  assert(body.ok, 'opens')
  expect(bytesToUtf8(body.value)).toBe('{"stage":"signed"}')
})

test('[C1] what version 1 wrote is written the same today', () => {
  const state = decodeState(golden('state'))
  const keyring = decodeKeyring(golden('keyring'))
  const entry = decodeEntry(golden('entry'))
  assert(state.ok && keyring.ok && entry.ok, 'decodable')
  expect(encodeState(state.value)).toEqual(golden('state'))
  expect(encodeKeyring(keyring.value)).toEqual(golden('keyring'))
  expect(encodeEntry(entry.value)).toEqual(golden('entry'))
  expect(encodeHeader(entry.value.header)).toEqual(entry.value.headerBytes)
})
