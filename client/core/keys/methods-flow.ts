import { createLocalSlot } from '#shared/crypto/local-slot.ts'
import type { NewMethod } from '#shared/crypto/method-slot.ts'
import { withMethodAdded, withMethodRemoved, withRecoveryRenewed, type OpenTiers } from '#shared/crypto/next-state.ts'
import { err, ok, type Result } from '#shared/lang/result.ts'
import { randomBytesToId, type MethodId } from '#shared/protocol/ids.ts'
import type { StateHead } from '#shared/protocol/state.ts'
import type {
  CeremonyOutcome,
  MethodFailure,
  MethodInfo,
  PasskeyConfirmed,
  PasskeyMade,
  RecoveryKit,
  WebAuthnOptions,
} from '../api.ts'
import type { KnownPasskey } from './device-record.ts'
import type { KeyHolder } from './key-holder.ts'
import type { KeysDeps } from './keys-deps.ts'
import { slotByCredential } from './keyring-credentials.ts'
import { wipeOutcome } from './passkey-ceremony.ts'
import { PasskeyConfirmation, wipeSecrets } from './passkey-confirmation.ts'
import { describeKit, DraftRecovery } from './recovery-kit.ts'
import { userHandleOf, withNames, type StudioNames } from './setup-flow.ts'

export type MethodsDeps = KeysDeps & {
  readonly holder: KeyHolder
  readonly heads: () => StateHead[]
  /** As the settings have them, for the passkey's label. */
  readonly names: () => StudioNames
}

/** Passkeys, recovery kit and passphrase of an open studio. All but reading needs a fresh verification. */
export class MethodsFlow {
  readonly #deps: MethodsDeps
  #made: PasskeyConfirmation | null = null
  #draft: DraftRecovery | null = null

  constructor(deps: MethodsDeps) {
    this.#deps = deps
  }

  async list(): Promise<MethodInfo[]> {
    const listed = await this.#deps.relay.passkeys()
    const record = this.#deps.holder.record()
    const slots = slotByCredential(record.keyring)
    const known = new Map(record.passkeys.map(passkey => [passkey.credentialId, passkey]))
    const told = new Map((listed.ok ? listed.value.passkeys : []).map(info => [info.credentialId, info]))
    const ids = listed.ok ? [...told.keys()] : [...known.keys()]
    const passkeys = ids.map((credentialId): MethodInfo => {
      const info = told.get(credentialId)
      const here = known.get(credentialId)
      return {
        id: slots.get(credentialId) ?? null,
        kind: 'passkey',
        credentialId,
        unlocks: slots.has(credentialId),
        deviceType: info?.deviceType ?? null,
        transports: info?.transports ?? here?.transports ?? [],
        addedAt: info?.createdAt ?? null,
        lastUsedAt: info?.lastUsedAt ?? null,
        firstUnlockAt: here?.firstUnlockAt ?? null,
        lastUnlockAt: here?.lastUnlockAt ?? null,
      }
    })
    return [...passkeys, ...this.#recoveryInfo(), ...this.#passphraseInfo()]
  }

  #recoveryInfo(): MethodInfo[] {
    const { state } = this.#deps.holder.app()
    return state.methods
      .filter(method => method.kind === 'recovery' && method.member === this.#deps.holder.app().member)
      .map(method => ({ ...blankInfo, id: method.id, kind: 'recovery', addedAt: method.addedAt }))
  }

  #passphraseInfo(): MethodInfo[] {
    const slot = this.#deps.holder.record().passphraseSlot
    if (slot === null) return []
    return [
      { ...blankInfo, id: slot.method, kind: 'passphrase', addedAt: slot.addedAt, lastUnlockAt: slot.lastUnlockAt },
    ]
  }

  async addPasskeyOptions(): Promise<Result<WebAuthnOptions, MethodFailure>> {
    const answer = await this.#deps.relay.passkeyOptions()
    if (!answer.ok) return err(verifyFirst(answer.error))
    const options = withNames(answer.value.options, this.#deps.names())
    const { holder } = this.#deps
    if (holder.record().userHandle === null) await holder.remember({ userHandle: userHandleOf(options) })
    return ok(options)
  }

  async passkeyMade(outcome: CeremonyOutcome): Promise<Result<PasskeyMade, MethodFailure>> {
    try {
      return await this.#passkeyMade(outcome)
    } finally {
      wipeOutcome(outcome)
    }
  }

  async #passkeyMade(outcome: CeremonyOutcome): Promise<Result<PasskeyMade, MethodFailure>> {
    const answer = await this.#deps.relay.addPasskey({ response: outcome.response })
    if (!answer.ok) return err(verifyFirst(answer.error))
    const { credentialId, transports, publicKey } = answer.value
    this.#made = new PasskeyConfirmation(this.#deps, answer.value, outcome)
    const known: KnownPasskey = {
      credentialId,
      publicKey,
      transports,
      unlocks: false,
      firstUnlockAt: null,
      lastUnlockAt: null,
    }
    const { holder } = this.#deps
    await holder.remember({ passkeys: [...holder.record().passkeys, known] })
    return ok({ kind: 'confirm', options: this.#made.options() })
  }

  async passkeyConfirmed(outcome: CeremonyOutcome): Promise<Result<PasskeyConfirmed, MethodFailure>> {
    try {
      return await this.#passkeyConfirmed(outcome)
    } finally {
      wipeOutcome(outcome)
    }
  }

  async #passkeyConfirmed(outcome: CeremonyOutcome): Promise<Result<PasskeyConfirmed, MethodFailure>> {
    const { suite, holder } = this.#deps
    const made = this.#made
    const confirmed = made === null ? null : await made.confirm(outcome)
    if (made === null || confirmed === null) return err({ kind: 'no-such-method' })
    const { verdict, secrets } = confirmed
    if (secrets === null) return ok(verdict)
    const vault = holder.vault()
    if (vault === null) {
      wipeSecrets(secrets)
      return err({ kind: 'verify-first' })
    }
    const method: NewMethod = {
      id: randomBytesToId<MethodId>(suite.random(16)),
      kind: 'passkey',
      credentialId: made.info.credentialId,
      appSecret: secrets.app,
      vaultSecret: secrets.vault,
    }
    const published = await holder
      .publish((app, moment) => withMethodAdded(suite, { app, vault }, method, moment), this.#deps.heads())
      .finally(() => wipeSecrets(secrets))
    if (!published.ok) return err(toMethodFailure(published.error))
    await holder.remember({
      passkeys: holder
        .record()
        .passkeys.map(passkey =>
          passkey.credentialId === made.info.credentialId ? { ...passkey, unlocks: true } : passkey,
        ),
    })
    return ok(verdict)
  }

  async removePasskey(credentialId: string): Promise<Result<{ accepted: string[]; userId: string }, MethodFailure>> {
    const { holder, suite, relay } = this.#deps
    const method = slotByCredential(holder.app().keyring).get(credentialId)
    if (method !== undefined) {
      const published = await holder.publish(
        (app, moment) => withMethodRemoved(suite, app, method, moment),
        this.#deps.heads(),
      )
      if (!published.ok) return err(toMethodFailure(published.error))
    }
    const answer = await relay.removePasskey(credentialId)
    if (!answer.ok) return err(verifyFirst(answer.error))
    const passkeys = holder.record().passkeys.filter(passkey => passkey.credentialId !== credentialId)
    await holder.remember({ passkeys })
    return ok({ accepted: passkeys.map(passkey => passkey.credentialId), userId: holder.record().userHandle ?? '' })
  }

  newRecoveryKit(): Result<RecoveryKit, MethodFailure> {
    const { holder, suite, origin, now } = this.#deps
    if (holder.vault() === null) return err({ kind: 'verify-first' })
    this.#draft = new DraftRecovery(suite)
    const { workspace, member, state, identity } = holder.app()
    const studio = { workspace, member, relayOrigin: origin, stateSequence: state.sequence + 1, madeAt: now() }
    return ok(describeKit(this.#draft.code(), studio, identity.publicKey))
  }

  async confirmRecoveryKit(typed: string): Promise<Result<null, MethodFailure>> {
    const draft = this.#draft
    const { holder, suite } = this.#deps
    const vault = holder.vault()
    if (draft === null || vault === null) return err({ kind: 'verify-first' })
    if (!draft.isRight(typed)) return err({ kind: 'wrong-recovery-code' })
    const secrets = await draft.secrets()
    const method = {
      id: draft.method,
      kind: 'recovery',
      credentialId: null,
      appSecret: secrets.app,
      vaultSecret: secrets.vault,
    } as const
    const published = await holder.publish(
      (app, moment) => withRecoveryRenewed(suite, { app, vault }, method, moment),
      this.#deps.heads(),
      {
        recovery: { method: draft.method, authHash: suite.sha256(secrets.auth) },
      },
    )
    if (!published.ok) return err(toMethodFailure(published.error))
    this.#draft = null
    return ok(null)
  }

  async setPassphrase(passphrase: string): Promise<Result<null, MethodFailure>> {
    const { holder, suite, now } = this.#deps
    const vault = holder.vault()
    if (vault === null) return err({ kind: 'verify-first' })
    const tiers: OpenTiers = { app: holder.app(), vault }
    const method = randomBytesToId<MethodId>(suite.random(16))
    const slot = await createLocalSlot(this.#deps, tiers, method, passphrase)
    if (!slot.ok) return err({ kind: 'too-short' })
    await holder.remember({ passphraseSlot: { method, bytes: slot.value, addedAt: now(), lastUnlockAt: null } })
    return ok(null)
  }

  async removePassphrase(): Promise<Result<null, MethodFailure>> {
    const { holder } = this.#deps
    if (holder.record().passphraseSlot === null) return err({ kind: 'no-such-method' })
    // With no passkey that unlocks, the kit alone would be left.
    if (slotByCredential(holder.app().keyring).size === 0) return err({ kind: 'last-method' })
    await holder.remember({ passphraseSlot: null })
    return ok(null)
  }
}

const blankInfo = {
  credentialId: null,
  unlocks: true,
  deviceType: null,
  transports: [],
  lastUsedAt: null,
  firstUnlockAt: null,
  lastUnlockAt: null,
} as const

type Refusal = MethodFailure | 'method-exists' | 'too-many' | 'no-such-method' | 'last-method'

function toMethodFailure(refusal: Refusal): MethodFailure {
  if (typeof refusal !== 'string') return verifyFirst(refusal)
  return refusal === 'last-method' ? { kind: 'last-method' } : { kind: 'no-such-method' }
}

/** The relay asks for a fresh ceremony in a word of its own. */
export function verifyFirst(failure: MethodFailure): MethodFailure {
  if (failure.kind !== 'refused') return failure
  if (failure.code === 'step-up-needed' || failure.code === 'not-signed-in') return { kind: 'verify-first' }
  return failure.code === 'last-method' ? { kind: 'last-method' } : failure
}
