import { createHmac } from 'node:crypto'
import { createSoftwareAuthenticator, type CeremonyFault } from '#server/testing/software-authenticator.ts'
import type { CeremonyOutcome, WebAuthnOptions } from '../../api.ts'

/** How an authenticator treats PRF: as it should, not at all, only when asserted, or with other bytes each time. */
export type PrfHabit = 'steady' | 'none' | 'only-asserted' | 'changing'

/** Passkeys as client/platform hands them over: the response without extension results, the PRF output beside it. */
export function createTestPasskeys(origin: string, habit: PrfHabit = 'steady', seed = 'passkeys') {
  const authenticator = createSoftwareAuthenticator(origin, seed)
  let asked = 0

  function prfOf(credentialId: string, purpose: 'app' | 'vault'): Uint8Array | null {
    if (habit === 'none') return null
    asked += 1
    const salt = habit === 'changing' ? `${purpose} ${asked}` : purpose
    return new Uint8Array(createHmac('sha256', `${seed} ${credentialId}`).update(salt).digest())
  }

  return {
    credentialIds: () => authenticator.credentialIds(),
    /** Creation asks for the app tier's salt alone. */
    make(options: WebAuthnOptions): CeremonyOutcome {
      const response = authenticator.create(options)
      const app = habit === 'only-asserted' ? null : prfOf(String(response['id']), 'app')
      return { response, prf: { app, vault: null } }
    },
    assertWith(
      options: WebAuthnOptions,
      use: 'open' | 'both' = 'open',
      fault: CeremonyFault & { id?: string } = {},
    ): CeremonyOutcome {
      const response = authenticator.get(options, fault)
      const id = String(response['id'])
      return { response, prf: { app: prfOf(id, 'app'), vault: use === 'both' ? prfOf(id, 'vault') : null } }
    },
  }
}

export type TestPasskeys = ReturnType<typeof createTestPasskeys>
