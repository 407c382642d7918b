import { expect, test } from 'vitest'
import { openApp, openVault } from './open-keyring.ts'
import { testSuite } from './testing/test-suite.ts'
import { createTestStudio } from './testing/test-studio.ts'

const suite = testSuite()

test('[K1] each method of a new studio opens both tiers, each with its own secret', async () => {
  const studio = await createTestStudio(suite)
  const choices = [
    { method: studio.passkey, choice: { kind: 'passkey', credentialId: 'credential-1' } },
    { method: studio.recovery, choice: { kind: 'recovery' } },
  ] as const
  for (const { method, choice } of choices) {
    const app = await openApp(suite, studio.sealed, choice, method.appSecret)
    const vault = await openVault(suite, studio.sealed, choice, method.vaultSecret)
    if (!app.ok || !vault.ok) throw new Error(`${!app.ok && app.error} ${!vault.ok && vault.error}`)
    expect(app.value.identity.publicKey).toEqual(studio.app.identity.publicKey)
    expect(app.value.appKeys.get(1)?.keyId).toEqual(studio.app.appKeys.get(1)?.keyId)
    expect(app.value.inbox.publicKey).toEqual(studio.app.inbox.publicKey)
    expect(vault.value.vaultKeys.get(1)?.keyId).toEqual(studio.vault.vaultKeys.get(1)?.keyId)
  }
})
