import { openApp, type OpenRefusal, type SealedStudio, type SlotChoice } from '#shared/crypto/open-keyring.ts'
import { openAppWithPassphrase, type LocalSlotRefusal } from '#shared/crypto/local-slot.ts'
import { deriveRecoverySecrets, parseRecoveryCode } from '#shared/crypto/recovery-code.ts'
import { err, ok, type Result } from '#shared/lang/result.ts'
import type { Bytes } from '#shared/protocol/bytes.ts'
import type { CeremonyOutcome, UnlockFailure, UnlockOffer, WebAuthnOptions } from '../api.ts'
import type { DeviceRecord, KnownPasskey } from './device-record.ts'
import { checkAssertion } from './local-assertion.ts'
import type { KeysDeps } from './keys-deps.ts'
import { localRequestOptions, rpIdOf, wipeOutcome } from './passkey-ceremony.ts'
import type { Unlocked } from './setup-flow.ts'

/** Opens what this device holds, with no network. A try that fails changes nothing. */
export class UnlockFlow {
  readonly #deps: KeysDeps
  readonly #record: DeviceRecord
  #challenge: Bytes | null = null

  constructor(deps: KeysDeps, record: DeviceRecord) {
    this.#deps = deps
    this.#record = record
  }

  offers(): UnlockOffer[] {
    const offers: UnlockOffer[] = ['recovery']
    if (this.#record.passphraseSlot !== null) offers.unshift('passphrase')
    if (this.#record.passkeys.some(passkey => passkey.unlocks)) offers.unshift('passkey')
    return offers
  }

  options(): WebAuthnOptions {
    this.#challenge = this.#deps.suite.random(32)
    const known = this.#record.passkeys.filter(passkey => passkey.unlocks)
    return localRequestOptions(this.#challenge, rpIdOf(this.#deps.origin), known)
  }

  async withPasskey(outcome: CeremonyOutcome): Promise<Result<Unlocked, UnlockFailure>> {
    try {
      return await this.#withPasskey(outcome)
    } finally {
      wipeOutcome(outcome)
    }
  }

  async #withPasskey(outcome: CeremonyOutcome): Promise<Result<Unlocked, UnlockFailure>> {
    const challenge = this.#challenge
    this.#challenge = null
    if (challenge === null) return err({ kind: 'ceremony-failed' })
    const { subtle, suite, origin } = this.#deps
    const publicKeyOf = (id: string) =>
      this.#record.passkeys.find(passkey => passkey.credentialId === id)?.publicKey ?? null
    const credentialId = await checkAssertion(subtle, suite.sha256, outcome.response, {
      challenge,
      origin,
      rpId: rpIdOf(origin),
      publicKeyOf,
    })
    if (credentialId === null) return err({ kind: 'ceremony-failed' })
    const { app: secret } = outcome.prf
    if (secret === null) return err({ kind: 'no-key' })
    const opened = await this.#open({ kind: 'passkey', credentialId }, new Uint8Array(secret))
    if (!opened.ok) return opened
    return ok(
      await this.#remember(opened.value, {
        passkeys: this.#record.passkeys.map(passkey => this.#used(passkey, credentialId)),
      }),
    )
  }

  async withPassphrase(passphrase: string): Promise<Result<Unlocked, UnlockFailure>> {
    const slot = this.#record.passphraseSlot
    if (slot === null) return err({ kind: 'no-such-method' })
    const opened = await openAppWithPassphrase(this.#deps, sealedStudio(this.#record), slot.bytes, passphrase)
    if (!opened.ok)
      return err(opened.error === 'wrong-secret' ? { kind: 'wrong-passphrase' } : toUnlockFailure(opened.error))
    const unlocked = { app: opened.value, record: this.#record }
    return ok(await this.#remember(unlocked, { passphraseSlot: { ...slot, lastUnlockAt: this.#deps.now() } }))
  }

  async withRecoveryCode(code: string): Promise<Result<Unlocked, UnlockFailure>> {
    const key = parseRecoveryCode(code)
    if (!key.ok) return err({ kind: 'wrong-recovery-code', problem: key.error })
    const secrets = await deriveRecoverySecrets(this.#deps.suite, key.value)
    const opened = await this.#open({ kind: 'recovery' }, secrets.app)
    if (opened.ok) return opened
    return err(
      opened.error.kind === 'different-key' ? { kind: 'wrong-recovery-code', problem: 'opens-nothing' } : opened.error,
    )
  }

  async #open(choice: SlotChoice, secret: Bytes): Promise<Result<Unlocked, UnlockFailure>> {
    const opened = await openApp(this.#deps.suite, sealedStudio(this.#record), choice, secret).finally(() =>
      secret.fill(0),
    )
    return opened.ok ? ok({ app: opened.value, record: this.#record }) : err(toUnlockFailure(opened.error))
  }

  async #remember(unlocked: Unlocked, change: Partial<DeviceRecord>): Promise<Unlocked> {
    const record = { ...unlocked.record, ...change }
    await this.#deps.store.write(record)
    return { ...unlocked, record }
  }

  #used(passkey: KnownPasskey, credentialId: string): KnownPasskey {
    if (passkey.credentialId !== credentialId) return passkey
    const at = this.#deps.now()
    return { ...passkey, firstUnlockAt: passkey.firstUnlockAt ?? at, lastUnlockAt: at }
  }
}

export function sealedStudio(record: DeviceRecord): SealedStudio {
  return {
    keyring: record.keyring,
    signed: { bytes: record.stateBytes, signature: record.stateSignature },
    pin: record.pin,
  }
}

export function toUnlockFailure(refusal: OpenRefusal | LocalSlotRefusal): UnlockFailure {
  if (refusal === 'wrong-secret') return { kind: 'different-key' }
  if (refusal === 'no-such-method') return { kind: 'no-such-method' }
  return { kind: 'damaged', what: refusal }
}
