import { openVault, type OpenVault, type SlotChoice } from '#shared/crypto/open-keyring.ts'
import { openVaultWithPassphrase } from '#shared/crypto/local-slot.ts'
import { deriveRecoverySecrets, parseRecoveryCode } from '#shared/crypto/recovery-code.ts'
import { err, ok, type Result } from '#shared/lang/result.ts'
import type { Bytes } from '#shared/protocol/bytes.ts'
import { limits } from '#shared/protocol/limits.ts'
import type { CeremonyOutcome, UnlockFailure, WebAuthnOptions, WireFailure } from '../api.ts'
import type { KeyHolder } from './key-holder.ts'
import type { KeysDeps } from './keys-deps.ts'
import { wipeOutcome } from './passkey-ceremony.ts'
import { sealedStudio, toUnlockFailure } from './unlock-flow.ts'

export type VerifyFailure = WireFailure | UnlockFailure

/** A fresh ceremony, seen by the relay and by the vault tier alike: what follows may change devices and methods. */
export class VerifyFlow {
  readonly #deps: KeysDeps
  readonly #holder: KeyHolder
  #freshUntil = 0

  constructor(deps: KeysDeps, holder: KeyHolder) {
    this.#deps = deps
    this.#holder = holder
  }

  isFresh(): boolean {
    return this.#deps.now() < this.#freshUntil
  }

  async options(): Promise<Result<WebAuthnOptions, WireFailure>> {
    const answer = await this.#renewing(() => this.#deps.relay.stepUpOptions())
    return answer.ok ? ok(answer.value.options) : answer
  }

  async withPasskey(outcome: CeremonyOutcome): Promise<Result<null, VerifyFailure>> {
    try {
      return await this.#withPasskey(outcome)
    } finally {
      wipeOutcome(outcome)
    }
  }

  async #withPasskey(outcome: CeremonyOutcome): Promise<Result<null, VerifyFailure>> {
    const answer = await this.#deps.relay.stepUpWithPasskey({ response: outcome.response })
    if (!answer.ok) return answer
    this.#freshUntil = this.#deps.now() + limits.stepUpMs
    const credentialId = outcome.response['id']
    const secret = outcome.prf.vault
    // A passkey that only signs in has told the relay who is here; the vault tier then stays as it was.
    if (secret === null || typeof credentialId !== 'string') return ok(null)
    const opened = await this.#open({ kind: 'passkey', credentialId }, new Uint8Array(secret))
    if (!opened.ok) return opened.error.kind === 'no-such-method' ? ok(null) : opened
    this.#holder.openVault(opened.value)
    return ok(null)
  }

  async withRecoveryCode(code: string): Promise<Result<null, VerifyFailure>> {
    const key = parseRecoveryCode(code)
    if (!key.ok) return err({ kind: 'wrong-recovery-code', problem: key.error })
    const secrets = await deriveRecoverySecrets(this.#deps.suite, key.value)
    const opened = await this.#open({ kind: 'recovery' }, secrets.vault)
    if (!opened.ok)
      return err(
        opened.error.kind === 'different-key'
          ? { kind: 'wrong-recovery-code', problem: 'opens-nothing' }
          : opened.error,
      )
    const answer = await this.#renewing(() => this.#deps.relay.stepUpWithRecovery({ auth: secrets.auth }))
    if (!answer.ok) return answer
    this.#freshUntil = this.#deps.now() + limits.stepUpMs
    this.#holder.openVault(opened.value)
    return ok(null)
  }

  /** The relay learns nothing of a passphrase, so this opens the vault tier and steps nothing up. */
  async withPassphrase(passphrase: string): Promise<Result<null, UnlockFailure>> {
    const record = this.#holder.record()
    if (record.passphraseSlot === null) return err({ kind: 'no-such-method' })
    const opened = await openVaultWithPassphrase(
      this.#deps,
      sealedStudio(record),
      record.passphraseSlot.bytes,
      passphrase,
    )
    if (!opened.ok)
      return err(opened.error === 'wrong-secret' ? { kind: 'wrong-passphrase' } : toUnlockFailure(opened.error))
    this.#holder.openVault(opened.value)
    return ok(null)
  }

  async #open(choice: SlotChoice, secret: Bytes): Promise<Result<OpenVault, UnlockFailure>> {
    const opened = await openVault(this.#deps.suite, sealedStudio(this.#holder.record()), choice, secret).finally(() =>
      secret.fill(0),
    )
    return opened.ok ? opened : err(toUnlockFailure(opened.error))
  }

  /** An app that was offline for long has no session: the device signs in again before the ceremony. */
  async #renewing<Value>(ask: () => Promise<Result<Value, WireFailure>>): Promise<Result<Value, WireFailure>> {
    const first = await ask()
    if (first.ok || first.error.kind !== 'refused' || first.error.code !== 'not-signed-in') return first
    const renewed = await this.#holder.relaySession().renew()
    return renewed.ok ? ask() : first
  }
}
