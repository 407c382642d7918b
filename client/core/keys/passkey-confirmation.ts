import { equalBytes, type Bytes } from '#shared/protocol/bytes.ts'
import type { PasskeyInfo } from '#shared/protocol/api.ts'
import type { CeremonyOutcome, PasskeyConfirmed, WebAuthnOptions } from '../api.ts'
import type { KeysDeps } from './keys-deps.ts'
import { checkAssertion } from './local-assertion.ts'
import { localRequestOptions, rpIdOf } from './passkey-ceremony.ts'

export type PasskeySecrets = { readonly app: Bytes; readonly vault: Bytes }

export type Confirmed = {
  readonly verdict: PasskeyConfirmed
  /** Null where it only signs in. */
  readonly secrets: PasskeySecrets | null
}

/**
 * A passkey that the relay has taken, between its two ceremonies. It unlocks only once the second, separate one gave the same
 * bytes again: authenticators have been seen that give others. Anything else makes it a passkey for signing in.
 */
export class PasskeyConfirmation {
  readonly info: PasskeyInfo
  readonly #deps: Pick<KeysDeps, 'suite' | 'subtle' | 'origin'>
  readonly #challenge: Bytes
  /** Of what it gave when it was made, if anything: authenticators may answer only when asserted. The bytes are not kept. */
  readonly #firstHash: Bytes | null

  constructor(deps: Pick<KeysDeps, 'suite' | 'subtle' | 'origin'>, info: PasskeyInfo, made: CeremonyOutcome) {
    this.#deps = deps
    this.info = info
    this.#challenge = deps.suite.random(32)
    this.#firstHash = made.prf.app === null ? null : deps.suite.sha256(made.prf.app)
  }

  options(): WebAuthnOptions {
    return localRequestOptions(this.#challenge, rpIdOf(this.#deps.origin), [this.info])
  }

  /** Null where the assertion does not hold. */
  async confirm(outcome: CeremonyOutcome): Promise<Confirmed | null> {
    const { subtle, suite, origin } = this.#deps
    const expected = {
      challenge: this.#challenge,
      origin,
      rpId: rpIdOf(origin),
      publicKeyOf: () => this.info.publicKey,
    }
    const credential = await checkAssertion(subtle, suite.sha256, outcome.response, expected)
    return credential === this.info.credentialId ? this.#judge(outcome.prf) : null
  }

  #judge({ app, vault }: CeremonyOutcome['prf']): Confirmed {
    if (app === null || vault === null) return { verdict: { unlocks: false, reason: 'no-prf' }, secrets: null }
    if (this.#firstHash !== null && !equalBytes(this.#firstHash, this.#deps.suite.sha256(app))) {
      return { verdict: { unlocks: false, reason: 'different-bytes' }, secrets: null }
    }
    return { verdict: { unlocks: true }, secrets: { app: new Uint8Array(app), vault: new Uint8Array(vault) } }
  }
}

export function wipeSecrets({ app, vault }: PasskeySecrets): void {
  app.fill(0)
  vault.fill(0)
}
