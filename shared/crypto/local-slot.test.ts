import { expect, test } from 'vitest'
import { assert } from '../lang/assert.ts'
import type { Bytes } from '../protocol/bytes.ts'
import { decodeCbor, encodeCbor } from '../protocol/cbor.ts'
import { randomBytesToId, type MethodId } from '../protocol/ids.ts'
import { createLocalSlot, LocalSlot, openAppWithPassphrase, openVaultWithPassphrase } from './local-slot.ts'
import { testSuite, withBitFlipped } from './testing/test-suite.ts'
import { createTestStudio, quickStretch } from './testing/test-studio.ts'

const suite = testSuite()
const deps = { suite, argon2id: quickStretch(suite) }
const studio = await createTestStudio(suite)
const passphrase = 'a long walk on the beach'
const method = randomBytesToId<MethodId>(suite.random(16))
const created = await createLocalSlot(deps, studio, method, passphrase)
assert(created.ok, 'created')
const slot = created.value

function changed(change: (value: LocalSlot) => Partial<LocalSlot>): Bytes {
  const value = LocalSlot.parse(decodeCbor(slot))
  return encodeCbor({ ...value, ...change(value) })
}

test('[K10] the passphrase opens both tiers on its device, beside the key ring', async () => {
  const app = await openAppWithPassphrase(deps, studio.sealed, slot, passphrase)
  const vault = await openVaultWithPassphrase(deps, studio.sealed, slot, passphrase)
  assert(app.ok && vault.ok, 'open')
  expect(app.value.appKeys.get(1)?.keyId).toEqual(studio.app.appKeys.get(1)?.keyId)
  expect(vault.value.vaultKeys.get(1)?.keyId).toEqual(studio.vault.vaultKeys.get(1)?.keyId)
})

test('[K15] another passphrase, or one too short to be right, opens nothing', async () => {
  for (const wrong of ['a long walk on the peach', 'short', '']) {
    const opened = await openAppWithPassphrase(deps, studio.sealed, slot, wrong)
    expect(opened).toEqual({ ok: false, error: 'wrong-secret' })
  }
})

test('[K10] lowered parameters are refused before hashing, and other ones do not open', async () => {
  let hashed = 0
  const counting = {
    suite,
    argon2id: (input: Parameters<typeof deps.argon2id>[0]) => {
      hashed++
      return deps.argon2id(input)
    },
  }
  for (const lowered of [{ memoryKib: 1_024 }, { iterations: 1 }, { parallelism: 4 }]) {
    const cheap = changed(value => ({ params: { ...value.params, ...lowered } }))
    const opened = await openAppWithPassphrase(counting, studio.sealed, cheap, passphrase)
    expect(opened).toEqual({ ok: false, error: 'params-refused' })
  }
  expect(hashed).toBe(0)
  // The stretch of these tests ignores memory, so this shows that the parameters are bound and not only used.
  const raised = changed(value => ({ params: { ...value.params, memoryKib: 131_072 } }))
  const opened = await openAppWithPassphrase(deps, studio.sealed, raised, passphrase)
  expect(opened).toEqual({ ok: false, error: 'wrong-secret' })
})

test('[K10] a slot that was tampered with, moved or swapped between tiers is refused', async () => {
  const open = (bytes: Bytes) => openAppWithPassphrase(deps, studio.sealed, bytes, passphrase)
  expect(await open(changed(value => ({ app: value.vault, vault: value.app })))).toEqual({
    ok: false,
    error: 'wrong-secret',
  })
  const rewrapped = changed(value => ({ app: { ...value.app, wrap: withBitFlipped(value.app.wrap, 77) } }))
  expect(await open(rewrapped)).toEqual({ ok: false, error: 'keyring-refused' })
  expect(await open(slot.slice(0, 50))).toEqual({ ok: false, error: 'malformed' })
  const other = await createTestStudio(suite)
  const elsewhere = await openAppWithPassphrase(deps, other.sealed, slot, passphrase)
  expect(elsewhere).toEqual({ ok: false, error: 'wrong-identity' })
})

test('[K10] a passphrase under 15 characters makes no slot', async () => {
  expect(await createLocalSlot(deps, studio, method, 'fourteen chars')).toEqual({ ok: false, error: 'too-short' })
})
