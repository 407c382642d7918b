import type * as z from 'zod/mini'
import { withDeviceEnrolled } from '#shared/crypto/next-state.ts'
import { openApp, type OpenApp, type SlotChoice } from '#shared/crypto/open-keyring.ts'
import { deriveRecoverySecrets, parseRecoveryCode } from '#shared/crypto/recovery-code.ts'
import { err, ok, type Result } from '#shared/lang/result.ts'
import type { SignedIn } from '#shared/protocol/api.ts'
import type { Bytes } from '#shared/protocol/bytes.ts'
import { randomBytesToId, type DeviceId } from '#shared/protocol/ids.ts'
import type { CeremonyOutcome, UnlockFailure, WebAuthnOptions, WireFailure } from '../api.ts'
import type { DeviceRecord } from './device-record.ts'
import { KeyHolder, pinned } from './key-holder.ts'
import { slotByCredential } from './keyring-credentials.ts'
import type { KeysDeps } from './keys-deps.ts'
import { wipeOutcome } from './passkey-ceremony.ts'
import type { Unlocked } from './setup-flow.ts'
import { toUnlockFailure } from './unlock-flow.ts'

export type SignInFailure = WireFailure | UnlockFailure

/**
 * A new device: the relay hands over what is sealed, the passkey or the kit opens it here, and the identity key then certifies
 * this device's own keys in the next signed state.
 */
export class SignInFlow {
  readonly #deps: KeysDeps

  constructor(deps: KeysDeps) {
    this.#deps = deps
  }

  async options(): Promise<Result<WebAuthnOptions, WireFailure>> {
    const answer = await this.#deps.relay.signInOptions()
    return answer.ok ? ok(answer.value.options) : answer
  }

  async withPasskey(outcome: CeremonyOutcome): Promise<Result<Unlocked, SignInFailure>> {
    try {
      return await this.#withPasskey(outcome)
    } finally {
      wipeOutcome(outcome)
    }
  }

  async #withPasskey(outcome: CeremonyOutcome): Promise<Result<Unlocked, SignInFailure>> {
    const answer = await this.#deps.relay.signInWithPasskey({ response: outcome.response })
    if (!answer.ok) return answer
    const { credentialId } = answer.value
    const secret = outcome.prf.app
    if (secret === null || credentialId === null) return err({ kind: 'no-key' })
    const opened = await this.#open(answer.value, { kind: 'passkey', credentialId }, new Uint8Array(secret))
    return opened.ok ? this.#enrol(opened.value, answer.value) : opened
  }

  async withRecoveryCode(code: string): Promise<Result<Unlocked, SignInFailure>> {
    const key = parseRecoveryCode(code)
    if (!key.ok) return err({ kind: 'wrong-recovery-code', problem: key.error })
    const secrets = await deriveRecoverySecrets(this.#deps.suite, key.value)
    const answer = await this.#deps.relay.signInWithRecovery({ auth: secrets.auth })
    if (!answer.ok) {
      const isWrong = answer.error.kind === 'refused' && answer.error.code === 'wrong-recovery-code'
      return isWrong ? err({ kind: 'wrong-recovery-code', problem: 'opens-nothing' }) : answer
    }
    const opened = await this.#open(answer.value, { kind: 'recovery' }, secrets.app)
    return opened.ok ? this.#enrol(opened.value, answer.value) : opened
  }

  async #open(
    signedIn: z.output<typeof SignedIn>,
    choice: SlotChoice,
    secret: Bytes,
  ): Promise<Result<OpenApp, UnlockFailure>> {
    const studio = { keyring: signedIn.keyring, signed: { bytes: signedIn.state, signature: signedIn.signature } }
    const opened = await openApp(this.#deps.suite, studio, choice, secret).finally(() => secret.fill(0))
    if (!opened.ok) return err(toUnlockFailure(opened.error))
    return opened
  }

  async #enrol(app: OpenApp, signedIn: z.output<typeof SignedIn>): Promise<Result<Unlocked, SignInFailure>> {
    const { suite, relay, store, now } = this.#deps
    const device = randomBytesToId<DeviceId>(suite.random(16))
    const [signKey, receiveKey] = await Promise.all([suite.generateSigningKey(), suite.generateReceiveKey()])
    const listed = await relay.passkeys()
    const slots = slotByCredential(app.keyring)
    const draft: DeviceRecord = {
      version: 1,
      workspace: app.workspace,
      member: app.member,
      device,
      signPublicKey: signKey.publicKey,
      signPrivateKey: signKey.privateKey,
      receivePublicKey: receiveKey.publicKey,
      receivePair: { publicKey: receiveKey.pair.publicKey, privateKey: receiveKey.pair.privateKey },
      ...pinned(app),
      passkeys: (listed.ok ? listed.value.passkeys : []).map(({ credentialId, publicKey, transports }) => ({
        credentialId,
        publicKey,
        transports,
        unlocks: slots.has(credentialId),
        firstUnlockAt: credentialId === signedIn.credentialId ? now() : null,
        lastUnlockAt: credentialId === signedIn.credentialId ? now() : null,
      })),
      passphraseSlot: null,
      userHandle: null,
    }
    // Written only once the relay took the device: until then nothing here says that this browser belongs to a studio.
    let latest: DeviceRecord = draft
    const holder = new KeyHolder(
      { ...this.#deps, store: { ...store, write: async record => void (latest = record) } },
      app,
      draft,
    )
    const keys = { id: device, signKey: signKey.publicKey, receiveKey: receiveKey.publicKey }
    const published = await holder.publish(
      (present, moment) => withDeviceEnrolled(suite, present, keys, moment),
      app.state.heads,
    )
    if (!published.ok) return err(asFailure(published.error))
    const enrolled = await relay.enrol({ device })
    if (!enrolled.ok) return enrolled
    await store.write(latest)
    return ok({ app: holder.app(), record: latest })
  }
}

function asFailure(failure: WireFailure | 'device-exists' | 'too-many'): SignInFailure {
  return typeof failure === 'string' ? { kind: 'damaged', what: failure } : failure
}
