import { expect, test } from 'vitest'
import { bytesToHex } from '../protocol/bytes.ts'
import { derivePassphraseSecrets, newPassphraseParams, passphraseFloor } from './passphrase.ts'
import { testSuite } from './testing/test-suite.ts'
import { quickStretch } from './testing/test-studio.ts'

const suite = testSuite()
const deps = { suite, argon2id: quickStretch(suite) }
const passphrase = 'correct horse battery'

test('[K10] one passphrase gives one secret for each tier, and others with another salt', async () => {
  const params = newPassphraseParams(suite)
  const first = await derivePassphraseSecrets(deps, passphrase, params)
  const again = await derivePassphraseSecrets(deps, passphrase, params)
  const salted = await derivePassphraseSecrets(deps, passphrase, newPassphraseParams(suite))
  if (!first.ok || !again.ok || !salted.ok) throw new Error('refused')
  expect(again.value).toEqual(first.value)
  expect(bytesToHex(first.value.app)).not.toBe(bytesToHex(first.value.vault))
  expect(bytesToHex(first.value.app)).not.toBe(bytesToHex(salted.value.app))
})

test('[K10] the same letters in other code points are the same passphrase', async () => {
  const params = newPassphraseParams(suite)
  const composed = await derivePassphraseSecrets(deps, 'Zo\u00eb likes long sentences', params)
  const decomposed = await derivePassphraseSecrets(deps, 'Zoe\u0308 likes long sentences', params)
  expect(decomposed).toEqual(composed)
})

test('[K10] fewer than 15 characters are refused', async () => {
  const params = newPassphraseParams(suite)
  expect(await derivePassphraseSecrets(deps, 'fourteen chars', params)).toEqual({ ok: false, error: 'too-short' })
  expect((await derivePassphraseSecrets(deps, 'fifteen chars !', params)).ok).toBe(true)
})

test('[K10] cheaper or absurd parameters are refused before anything is hashed', async () => {
  let hashed = 0
  const counting = { suite, argon2id: () => Promise.resolve(new Uint8Array(32).fill(++hashed)) }
  const params = newPassphraseParams(suite)
  const refused = [
    { ...params, memoryKib: passphraseFloor.memoryKib - 1 },
    { ...params, iterations: 2 },
    { ...params, parallelism: 2 },
    { ...params, parallelism: 0 },
    { ...params, salt: new Uint8Array(16) },
    { ...params, memoryKib: 2 ** 31 },
    { ...params, iterations: 1_000_000 },
  ]
  for (const bad of refused) {
    expect(await derivePassphraseSecrets(counting, passphrase, bad)).toEqual({ ok: false, error: 'params-refused' })
  }
  expect(hashed).toBe(0)
})
