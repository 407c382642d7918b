import { adoptState, type OpenApp, type OpenVault } from '#shared/crypto/open-keyring.ts'
import { advanceApp, type Moment, type NextState } from '#shared/crypto/next-state.ts'
import { identityFingerprint } from '#shared/crypto/recovery-code.ts'
import { err, ok, type Result } from '#shared/lang/result.ts'
import type { DeviceId, MethodId } from '#shared/protocol/ids.ts'
import { sessionMessage } from '#shared/protocol/session-message.ts'
import { stateHash, type SignedState, type WorkspaceState } from '#shared/protocol/state.ts'
import type { Bytes } from '#shared/protocol/bytes.ts'
import type { Notice, WireFailure } from '../api.ts'
import type { TimerHandle } from '../ports.ts'
import type { StudioKeys } from '../studio-keys.ts'
import type { RelayFailure } from '../sync/relay-log.ts'
import type { RelaySession } from '../sync/sync-engine.ts'
import { deviceSigningKey, type DeviceRecord } from './device-record.ts'
import type { KeysDeps } from './keys-deps.ts'

/** How long the vault tier stays open after a ceremony. */
export const vaultOpenMs = 2 * 60_000

type RecoveryChange = { readonly recovery?: { readonly method: MethodId; readonly authHash: Bytes } }

/** The keys of an open studio: the app tier for as long as it is unlocked, the vault tier for two minutes after a ceremony. */
export class KeyHolder {
  readonly #deps: KeysDeps
  #app: OpenApp
  #record: DeviceRecord
  #vault: OpenVault | null = null
  #vaultOpenedAt = 0
  #vaultTimer: TimerHandle | null = null
  #lastNote: Promise<void> = Promise.resolve()

  /** Another device was let in, or shut out: every screen of the studio is told, with a way to undo it. */
  onDevices: (notice: Extract<Notice, { device: DeviceId }>) => void = () => undefined

  constructor(deps: KeysDeps, app: OpenApp, record: DeviceRecord) {
    this.#deps = deps
    this.#app = app
    this.#record = record
  }

  app(): OpenApp {
    return this.#app
  }

  record(): DeviceRecord {
    return this.#record
  }

  /** Null while the vault tier is closed. */
  vault(): OpenVault | null {
    const now = this.#deps.now()
    // Timers sleep with the machine, and clocks can be set back: what the clock says counts.
    if (this.#vault !== null && (now >= this.#vaultOpenedAt + vaultOpenMs || now < this.#vaultOpenedAt))
      this.closeVault()
    return this.#vault
  }

  openVault(vault: OpenVault): void {
    this.closeVault()
    this.#vault = vault
    this.#vaultOpenedAt = this.#deps.now()
    this.#vaultTimer = this.#deps.timers.set(() => this.closeVault(), vaultOpenMs)
  }

  closeVault(): void {
    if (this.#vaultTimer !== null) this.#deps.timers.clear(this.#vaultTimer)
    this.#vaultTimer = null
    this.#vault = null
  }

  studioKeys(): StudioKeys {
    return {
      workspace: this.#app.workspace,
      member: this.#app.member,
      device: this.#record.device,
      signKey: deviceSigningKey(this.#record),
      epoch: () => this.#app.currentEpoch,
      appKey: epoch => this.#app.appKeys.get(epoch) ?? null,
      state: () => this.#app.state,
    }
  }

  /** One after the other: a note that was made on an older record would take another one back, the pin among them. */
  remember(change: Partial<DeviceRecord>): Promise<void> {
    return this.#inTurn(() => this.#note(change))
  }

  async #note(change: Partial<DeviceRecord>): Promise<void> {
    const record = { ...this.#record, ...change }
    await this.#deps.store.write(record)
    this.#record = record
  }

  #inTurn(task: () => Promise<void>): Promise<void> {
    const turn = this.#lastNote.then(task)
    // Whoever asked hears of a failure; the next in line is not held up by it.
    this.#lastNote = turn.catch(() => undefined)
    return turn
  }

  relaySession(): RelaySession {
    return { renew: () => renewSession(this.#deps, this.#record), refreshState: () => this.refreshState() }
  }

  /** Takes over the relay's state where it is newer; nothing that fails a check touches what this device holds. */
  async refreshState(): Promise<Result<null, RelayFailure | { readonly kind: 'bad-state' }>> {
    const answer = await this.#deps.relay.state()
    if (!answer.ok) return err(toRelayFailure(answer.error))
    const signed: SignedState = { bytes: answer.value.state, signature: answer.value.signature }
    const adopted = await adoptState(this.#deps.suite, this.#app, { signed, keyring: answer.value.keyring })
    if (!adopted.ok) return err({ kind: 'bad-state' })
    const notices = deviceNotices(this.#app.state, adopted.value.state)
    await this.#keep(adopted.value)
    for (const notice of notices) this.onDevices(notice)
    return ok(null)
  }

  /** Offers a next state to the relay; where another device was faster, looks again and makes it anew, three times. */
  async publish<Refusal>(
    make: (app: OpenApp, moment: Moment) => Promise<Result<NextState, Refusal>>,
    heads: Moment['heads'],
    extra: RecoveryChange = {},
  ): Promise<Result<null, Refusal | WireFailure>> {
    for (let attempt = 0; ; attempt++) {
      const next = await make(this.#app, { time: this.#deps.now(), heads })
      if (!next.ok) return next
      const { signed, keyring } = next.value
      const answer = await this.#deps.relay.replaceState({
        state: signed.bytes,
        signature: signed.signature,
        keyring,
        ...extra,
      })
      if (answer.ok) {
        await this.#keep(advanceApp(this.#app, next.value))
        return ok(null)
      }
      if (answer.error.kind !== 'refused' || answer.error.code !== 'state-conflict' || attempt >= 3) return answer
      const refreshed = await this.refreshState()
      if (!refreshed.ok) return answer
    }
  }

  #keep(app: OpenApp): Promise<void> {
    return this.#inTurn(async () => {
      // Overtaken while it was being checked: [S7], the pin never goes back.
      if (app.state.sequence < this.#app.state.sequence) return
      await this.#note(pinned(app))
      this.#app = app
    })
  }
}

function deviceNotices(before: WorkspaceState, after: WorkspaceState): Extract<Notice, { device: DeviceId }>[] {
  return after.devices.flatMap(({ id, revokedAt }): Extract<Notice, { device: DeviceId }>[] => {
    const known = before.devices.find(device => device.id === id)
    if (known === undefined) return [{ kind: 'device-added', device: id }]
    return known.revokedAt === null && revokedAt !== null ? [{ kind: 'device-revoked', device: id }] : []
  })
}

/** The part of a device's record that follows the state it accepted. */
export function pinned(app: OpenApp): Pick<DeviceRecord, 'stateBytes' | 'stateSignature' | 'keyring' | 'pin'> {
  return {
    stateBytes: app.signed.bytes,
    stateSignature: app.signed.signature,
    keyring: app.keyring,
    pin: {
      sequence: app.state.sequence,
      hash: stateHash(app.signed.bytes),
      fingerprint: identityFingerprint(app.identity.publicKey),
    },
  }
}

/** Signs in by the device's own key: no hand on it, and a stolen cookie lives no longer than the device allows. */
export async function renewSession(deps: KeysDeps, record: DeviceRecord): Promise<Result<null, RelayFailure>> {
  const challenge = await deps.relay.challenge()
  if (!challenge.ok) return err(toRelayFailure(challenge.error))
  const message = sessionMessage(deps.origin, record.device, challenge.value.challenge)
  const signature = await deps.suite.sign(deviceSigningKey(record), message)
  const answer = await deps.relay.deviceSession({
    device: record.device,
    challenge: challenge.value.challenge,
    signature,
  })
  return answer.ok ? ok(null) : err(toRelayFailure(answer.error))
}

export function toRelayFailure(failure: WireFailure): RelayFailure {
  if (failure.kind === 'unreachable') return failure
  return { kind: 'refused', code: failure.code, retryAfterMs: failure.retryAfterMs ?? null }
}
