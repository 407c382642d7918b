import { createFoundation, type Foundation } from '#shared/crypto/foundation.ts'
import { createLocalSlot } from '#shared/crypto/local-slot.ts'
import type { NewMethod } from '#shared/crypto/method-slot.ts'
import type { OpenApp, OpenVault } from '#shared/crypto/open-keyring.ts'
import { passphraseMinCharacters } from '#shared/crypto/passphrase.ts'
import type { ReceiveKey, SigningKey } from '#shared/crypto/suite.ts'
import { assert } from '#shared/lang/assert.ts'
import { err, ok, type Result } from '#shared/lang/result.ts'
import { randomBytesToId, type DeviceId, type MemberId, type MethodId, type WorkspaceId } from '#shared/protocol/ids.ts'
import type {
  CeremonyOutcome,
  PasskeyConfirmed,
  PasskeyMade,
  RecoveryKit,
  UnlockFailure,
  WebAuthnOptions,
  WireFailure,
} from '../api.ts'
import type { DeviceRecord } from './device-record.ts'
import { pinned } from './key-holder.ts'
import type { KeysDeps } from './keys-deps.ts'
import { wipeOutcome } from './passkey-ceremony.ts'
import { PasskeyConfirmation, wipeSecrets, type PasskeySecrets } from './passkey-confirmation.ts'
import { describeKit, DraftRecovery } from './recovery-kit.ts'

export type StudioNames = { readonly studioName: string; readonly memberName: string; readonly memberEmail: string }

/** What opening a studio yields: the app tier, and what this device keeps of it. */
export type Unlocked = { readonly app: OpenApp; readonly record: DeviceRecord }

/** A studio that exists: the founder's names are to be sealed into its settings. */
export type Founded = Unlocked & { readonly names: StudioNames; readonly vault: OpenVault }

type Ids = {
  readonly workspace: WorkspaceId
  readonly member: MemberId
  readonly device: DeviceId
  readonly passkey: MethodId
}

/**
 * Set-up in its order: token, passkey, confirmation, recovery kit, founding. Everything stays in memory until the relay took the
 * whole, so that a relay that goes away in the middle costs nothing but another try.
 */
export class SetupFlow {
  readonly #deps: KeysDeps
  readonly #ids: Ids
  readonly #recovery: DraftRecovery
  #names: StudioNames | null = null
  #userHandle: string | null = null
  #made: PasskeyConfirmation | null = null
  #secrets: PasskeySecrets | null = null
  #passphrase: string | null = null
  #foundation: Promise<Prepared> | null = null

  constructor(deps: KeysDeps) {
    this.#deps = deps
    const id = <Id extends string>() => randomBytesToId<Id>(deps.suite.random(16))
    this.#ids = {
      workspace: id<WorkspaceId>(),
      member: id<MemberId>(),
      device: id<DeviceId>(),
      passkey: id<MethodId>(),
    }
    this.#recovery = new DraftRecovery(deps.suite)
  }

  async checkToken(token: string): Promise<Result<null, WireFailure>> {
    const answer = await this.#deps.relay.checkSetupToken({ token })
    return answer.ok ? ok(null) : answer
  }

  async begin(names: StudioNames): Promise<Result<WebAuthnOptions, WireFailure>> {
    this.#names = names
    const answer = await this.#deps.relay.setupPasskeyOptions()
    if (!answer.ok) return answer
    const options = withNames(answer.value.options, names)
    this.#userHandle = userHandleOf(options)
    return ok(options)
  }

  async passkeyMade(outcome: CeremonyOutcome): Promise<Result<PasskeyMade, WireFailure>> {
    try {
      return await this.#passkeyMade(outcome)
    } finally {
      wipeOutcome(outcome)
    }
  }

  async #passkeyMade(outcome: CeremonyOutcome): Promise<Result<PasskeyMade, WireFailure>> {
    const answer = await this.#deps.relay.setupPasskey({ response: outcome.response })
    if (!answer.ok) return answer
    this.#made = new PasskeyConfirmation(this.#deps, answer.value, outcome)
    return ok({ kind: 'confirm', options: this.#made.options() })
  }

  async passkeyConfirmed(outcome: CeremonyOutcome): Promise<Result<PasskeyConfirmed, UnlockFailure>> {
    try {
      return await this.#passkeyConfirmed(outcome)
    } finally {
      wipeOutcome(outcome)
    }
  }

  async #passkeyConfirmed(outcome: CeremonyOutcome): Promise<Result<PasskeyConfirmed, UnlockFailure>> {
    const confirmed = (await this.#made?.confirm(outcome)) ?? null
    if (confirmed === null) return err({ kind: 'ceremony-failed' })
    this.#secrets = confirmed.secrets
    return ok(confirmed.verdict)
  }

  setPassphrase(passphrase: string): Result<null, { readonly kind: 'too-short' }> {
    if (Array.from(passphrase.normalize('NFKC')).length < passphraseMinCharacters) return err({ kind: 'too-short' })
    this.#passphrase = passphrase
    return ok(null)
  }

  async recoveryKit(): Promise<RecoveryKit> {
    const { foundation } = await this.#prepare()
    const { workspace, member } = this.#ids
    const studio = { workspace, member, relayOrigin: this.#deps.origin, stateSequence: 1, madeAt: this.#deps.now() }
    return describeKit(this.#recovery.code(), studio, foundation.app.identity.publicKey)
  }

  checkRecoveryCode(typed: string): boolean {
    return this.#recovery.isRight(typed)
  }

  async complete(): Promise<Result<Founded, WireFailure>> {
    const { foundation, signKey, receiveKey } = await this.#prepare()
    const { workspace, member, device } = this.#ids
    const { auth } = await this.#recovery.secrets()
    const recovery = { method: this.#recovery.method, authHash: this.#deps.suite.sha256(auth) }
    const { bytes: state, signature } = foundation.signed
    const answer = await this.#deps.relay.completeSetup({
      workspace,
      member,
      device,
      state,
      signature,
      keyring: foundation.keyring,
      recovery,
    })
    if (!answer.ok) return answer
    const record = await this.#record(foundation, signKey, receiveKey)
    await this.#deps.store.write(record)
    if (this.#secrets !== null) wipeSecrets(this.#secrets)
    this.#passphrase = null
    assert(this.#names !== null, 'names were given')
    return ok({ app: foundation.app, vault: foundation.vault, record, names: this.#names })
  }

  /** Keys and first state, drawn once: a second try must offer the relay the same bytes. */
  #prepare(): Promise<Prepared> {
    this.#foundation ??= this.#draw()
    return this.#foundation
  }

  async #draw(): Promise<Prepared> {
    const { suite, now } = this.#deps
    const { workspace, member, device } = this.#ids
    const [signKey, receiveKey, secrets] = await Promise.all([
      suite.generateSigningKey(),
      suite.generateReceiveKey(),
      this.#recovery.secrets(),
    ])
    const methods: NewMethod[] = [
      {
        id: this.#recovery.method,
        kind: 'recovery',
        credentialId: null,
        appSecret: secrets.app,
        vaultSecret: secrets.vault,
      },
    ]
    if (this.#secrets !== null && this.#made !== null) {
      const { app, vault } = this.#secrets
      methods.unshift({
        id: this.#ids.passkey,
        kind: 'passkey',
        credentialId: this.#made.info.credentialId,
        appSecret: app,
        vaultSecret: vault,
      })
    }
    assert(methods.length > 1 || this.#passphrase !== null, 'two methods of two kinds before the first record')
    const foundation = await createFoundation(suite, {
      workspace,
      member,
      device: { id: device, signKey: signKey.publicKey, receiveKey: receiveKey.publicKey },
      methods,
      time: now(),
    })
    return { foundation, signKey, receiveKey }
  }

  async #record(foundation: Foundation, signKey: SigningKey, receiveKey: ReceiveKey): Promise<DeviceRecord> {
    const made = this.#made
    assert(made !== null, 'a passkey was made')
    const at = this.#deps.now()
    const unlocks = this.#secrets !== null
    const passphraseSlot = this.#passphrase === null ? null : await this.#passphraseSlot(foundation, this.#passphrase)
    return {
      version: 1,
      workspace: this.#ids.workspace,
      member: this.#ids.member,
      device: this.#ids.device,
      signPublicKey: signKey.publicKey,
      signPrivateKey: signKey.privateKey,
      receivePublicKey: receiveKey.publicKey,
      receivePair: { publicKey: receiveKey.pair.publicKey, privateKey: receiveKey.pair.privateKey },
      ...pinned(foundation.app),
      passkeys: [
        {
          credentialId: made.info.credentialId,
          publicKey: made.info.publicKey,
          transports: [...made.info.transports],
          unlocks,
          firstUnlockAt: unlocks ? at : null,
          lastUnlockAt: unlocks ? at : null,
        },
      ],
      passphraseSlot,
      userHandle: this.#userHandle,
    }
  }

  async #passphraseSlot({ app, vault }: Foundation, passphrase: string) {
    const method = randomBytesToId<MethodId>(this.#deps.suite.random(16))
    const slot = await createLocalSlot(this.#deps, { app, vault }, method, passphrase)
    assert(slot.ok, 'the passphrase was checked when it was set')
    return { method, bytes: slot.value, addedAt: this.#deps.now(), lastUnlockAt: null }
  }
}

type Prepared = { readonly foundation: Foundation; readonly signKey: SigningKey; readonly receiveKey: ReceiveKey }

/** The relay knows no names: what the passkey's label says is put in here. */
export function withNames(options: WebAuthnOptions, names: StudioNames): WebAuthnOptions {
  const user = options['user']
  const known = typeof user === 'object' && user !== null ? user : {}
  return {
    ...options,
    user: { ...known, name: names.memberEmail, displayName: `${names.memberName} · unlocks ${names.studioName}` },
  }
}

export function userHandleOf(options: WebAuthnOptions): string | null {
  const user = options['user']
  return typeof user === 'object' && user !== null && 'id' in user && typeof user.id === 'string' ? user.id : null
}
