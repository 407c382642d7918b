import { bytesToBase64url, equalBytes, type Bytes } from '#shared/protocol/bytes.ts'
import type { CeremonyOutcome, PasskeyConfirmed, WebAuthnOptions } from '../api.ts'

/** A passkey that was just made, between its two ceremonies. */
export type MadePasskey = {
  readonly credentialId: string
  readonly transports: readonly string[]
  /** COSE_Key. */
  readonly publicKey: Bytes
  /** What it gave when it was made, if anything: authenticators may answer only when asserted. */
  readonly firstBytes: Bytes | null
}

export type PasskeySecrets = { readonly app: Bytes; readonly vault: Bytes }

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

/**
 * A passkey unlocks only after a second, separate ceremony gave the same bytes again: authenticators have been seen that
 * give others. Anything else makes it a passkey for signing in.
 */
export function judgeConfirmation(
  made: MadePasskey,
  outcome: CeremonyOutcome,
): { readonly verdict: PasskeyConfirmed; readonly secrets: PasskeySecrets | null } {
  const { app, vault } = outcome.prf
  if (app === null || vault === null) return { verdict: { unlocks: false, reason: 'no-prf' }, secrets: null }
  if (made.firstBytes !== null && !equalBytes(made.firstBytes, app)) {
    return { verdict: { unlocks: false, reason: 'different-bytes' }, secrets: null }
  }
  return { verdict: { unlocks: true }, secrets: { app: new Uint8Array(app), vault: new Uint8Array(vault) } }
}

export function wipeOutcome(outcome: CeremonyOutcome): void {
  outcome.prf.app?.fill(0)
  outcome.prf.vault?.fill(0)
}

export function rpIdOf(origin: string): string {
  return new URL(origin).hostname
}
