import { bytesToBase64url, type Bytes } from '#shared/protocol/bytes.ts'
import type { CeremonyOutcome, WebAuthnOptions } from '../api.ts'

/** Options of a ceremony that no relay takes part in: a challenge of our own, for these passkeys. */
export function localRequestOptions(
  challenge: Bytes,
  rpId: string,
  passkeys: readonly { readonly credentialId: string; readonly transports: readonly string[] }[],
): WebAuthnOptions {
  return {
    challenge: bytesToBase64url(challenge),
    rpId,
    timeout: 120_000,
    userVerification: 'required',
    allowCredentials: passkeys.map(({ credentialId, transports }) => ({
      id: credentialId,
      type: 'public-key',
      transports: [...transports],
    })),
  }
}

export function wipeOutcome(outcome: CeremonyOutcome): void {
  outcome.prf.app?.fill(0)
  outcome.prf.vault?.fill(0)
}

export function rpIdOf(origin: string): string {
  return new URL(origin).hostname
}
