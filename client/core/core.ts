import { createSuite, type Suite } from '#shared/crypto/suite.ts'
import type { Argon2id } from '#shared/crypto/passphrase.ts'
import { err, ok, type Result } from '#shared/lang/result.ts'
import type { CoreApi, CoreEvent, LockReason, Phase, StartFailure, SyncState, WireFailure } from './api.ts'
import { devicesApi, methodsApi, studioApi, verifyApi } from './core-groups.ts'
import { recoveryKitNote } from './audit/recovery-watch.ts'
import { createDeviceStore, type DeviceRecord } from './keys/device-record.ts'
import type { KeysDeps } from './keys/keys-deps.ts'
import { createRelayAuth } from './keys/relay-auth.ts'
import { SetupFlow, type Founded, type Unlocked } from './keys/setup-flow.ts'
import { SignInFlow } from './keys/sign-in-flow.ts'
import { UnlockFlow } from './keys/unlock-flow.ts'
import type { CorePorts } from './ports.ts'
import { StorageWatch } from './session/storage-watch.ts'
import { Tabs } from './session/tabs.ts'
import { Dexie } from 'dexie'
import { databaseName } from './storage/studio-database.ts'
import { isNewerData } from './storage/storage-failure.ts'
import { OpenSession, type OpeningAction } from './session/open-session.ts'

export type CoreDeps = CorePorts & {
  readonly argon2id: Argon2id
  /** Resolves once the tab that holds this Web Lock is gone. */
  readonly whenTabGone: (lock: string) => Promise<void>
  /** Ends this worker, and with it every key and row it holds. */
  readonly endWorker: () => void
}

type Opening = { readonly action: OpeningAction; readonly byKit?: true; readonly founded?: Founded }

/** One a browser profile: all tabs share its truth, its unlock and its sync. */
export class Core {
  readonly #deps: CoreDeps
  readonly #suite: Suite
  readonly #keys: KeysDeps
  readonly #tabs: Tabs
  readonly #storage: StorageWatch
  #phase: Phase = { kind: 'starting' }
  #sync: SyncState | null = null
  #record: DeviceRecord | null = null
  #setup: SetupFlow | null = null
  #unlock: UnlockFlow | null = null
  #session: OpenSession | null = null
  #isOnline = true
  #isOpening = false
  /** A lock that came while a studio was opening: it holds as soon as there is something to lock. */
  #lockWanted: LockReason | null = null

  constructor(deps: CoreDeps) {
    this.#deps = deps
    this.#suite = createSuite(deps)
    this.#keys = {
      suite: this.#suite,
      subtle: deps.subtle,
      argon2id: deps.argon2id,
      relay: createRelayAuth(deps.fetch),
      store: createDeviceStore(),
      now: deps.now,
      timers: deps.timers,
      origin: deps.origin,
    }
    this.#tabs = new Tabs(deps.whenTabGone, () => this.#lock('last-tab'))
    this.#storage = new StorageWatch(deps, storage => this.#tabs.tell({ kind: 'storage', storage }))
  }

  /** Reads what this device holds. A failure is a phase of its own: the screen says what is wrong and what was kept. */
  async start(): Promise<void> {
    try {
      this.#record = await this.#keys.store.read()
      this.#setPhase(this.#restingPhase(null))
      this.#storage.start()
    } catch (error) {
      this.#deps.reportFault('start', error)
      this.#setPhase({ kind: 'failed', failure: startFailure(error) })
    }
  }

  #restingPhase(reason: LockReason | null): Phase {
    if (this.#record === null) return { kind: 'new' }
    this.#unlock = new UnlockFlow(this.#keys, this.#record)
    return { kind: 'locked', methods: this.#unlock.offers(), reason }
  }

  #setPhase(phase: Phase): void {
    this.#phase = phase
    this.#tabs.tell({ kind: 'phase', phase })
  }

  readonly #tell = (event: CoreEvent): void => {
    if (event.kind === 'sync') {
      this.#sync = event.sync
      if (event.sync.kind === 'stopped' && event.sync.cause.kind === 'storage-full') this.#storage.noteRoom(false)
    }
    this.#tabs.tell(event)
  }

  async #open(unlocked: Unlocked, how: Opening): Promise<Result<null, never>> {
    // Two tabs may unlock at once: the second finds the studio open, or opening.
    if (this.#session !== null || this.#isOpening) return ok(null)
    this.#isOpening = true
    try {
      await this.#openSession(unlocked, how)
    } finally {
      this.#isOpening = false
      this.#lockWanted = null
    }
    return ok(null)
  }

  async #openSession(unlocked: Unlocked, how: Opening): Promise<void> {
    this.#record = unlocked.record
    const { workspace, member, device } = unlocked.record
    const session = await OpenSession.open({
      ports: this.#deps,
      suite: this.#suite,
      keys: this.#keys,
      unlocked,
      isOnline: () => this.#isOnline,
      tell: this.#tell,
      onRoom: hasRoom => this.#storage.noteRoom(hasRoom),
      lock: reason => this.#lock(reason),
    })
    this.#session = session
    if (this.#lockWanted !== null) return this.#lock(this.#lockWanted)
    this.#setPhase({ kind: 'open', workspace, member, device })
    if (how.founded !== undefined) await session.writeFirstSettings(how.founded.names)
    await session.begin(how.action, how.byKit === true ? recoveryKitNote : this.#deps.deviceName())
  }

  #lock(reason: LockReason): void {
    const session = this.#session
    if (session === null) {
      if (this.#isOpening) this.#lockWanted = reason
      return
    }
    this.#session = null
    this.#record = session.record()
    session.close()
    this.#sync = null
    this.#setPhase(this.#restingPhase(reason))
    this.#storage.stop()
    this.#deps.endWorker()
  }

  #need(): OpenSession | null {
    return this.#session
  }

  async #attach(listener: (event: CoreEvent) => void, tabLock: string): Promise<void> {
    const gone = this.#tabs.add(tabLock, listener)
    gone.catch((error: unknown) => this.#deps.reportFault('tab', error))
    this.#session?.replay(listener)
    listener({ kind: 'phase', phase: this.#phase })
    if (this.#sync !== null) listener({ kind: 'sync', sync: this.#sync })
    listener({ kind: 'storage', storage: await this.#storage.report() })
  }

  async #forget(evenUnsynced: boolean): Promise<Result<null, { readonly kind: 'unsynced'; readonly waiting: number }>> {
    const waiting = (await this.#session?.studio().journal.waiting()) ?? 0
    if (waiting > 0 && !evenUnsynced) return err({ kind: 'unsynced', waiting })
    const record = this.#session?.record() ?? this.#record
    this.#session?.close()
    this.#session = null
    await this.#keys.relay.endSession()
    await this.#keys.store.forget()
    if (record !== null) await Dexie.delete(databaseName(record.workspace))
    this.#record = null
    this.#setPhase({ kind: 'new' })
    this.#deps.endWorker()
    return ok(null)
  }

  api(): CoreApi {
    const need = () => this.#need()
    return {
      attach: (listener, tabLock) => this.#attach(listener, tabLock),
      noteActivity: activity => this.#session?.noteActivity(activity),
      noteNetwork: network => {
        this.#isOnline = network !== 'offline'
        this.#session?.noteNetwork(network)
      },
      lock: async () => this.#lock('by-hand'),
      syncNow: () => this.#session?.studio().sync.retry(),
      notePersisted: persisted => this.#storage.notePersisted(persisted),
      forgetDevice: evenUnsynced => this.#forget(evenUnsynced),
      setup: this.#setupApi(),
      unlock: this.#unlockApi(),
      signIn: this.#signInApi(),
      verify: verifyApi(need),
      methods: methodsApi(need),
      devices: devicesApi(need),
      studio: studioApi(need),
    }
  }

  #setupApi(): CoreApi['setup'] {
    const flow = () => (this.#setup ??= new SetupFlow(this.#keys))
    return {
      checkToken: token => flow().checkToken(token),
      begin: names => flow().begin(names),
      passkeyMade: outcome => flow().passkeyMade(outcome),
      passkeyConfirmed: outcome => flow().passkeyConfirmed(outcome),
      setPassphrase: async passphrase => flow().setPassphrase(passphrase),
      recoveryKit: () => flow().recoveryKit(),
      checkRecoveryCode: async typed => flow().checkRecoveryCode(typed),
      complete: async (): Promise<Result<null, WireFailure>> => {
        if (this.#record !== null) return err({ kind: 'refused', code: 'already-founded' })
        const founded = await flow().complete()
        if (!founded.ok) return founded
        this.#setup = null
        return this.#open(founded.value, { action: 'ENROL', founded: founded.value })
      },
    }
  }

  /** While somebody reaches for the sensor, what opening will need is loaded. A failure is told when it opens. */
  #warmUp(): void {
    this.#deps.initAutomerge().catch(() => undefined)
  }

  #unlockApi(): CoreApi['unlock'] {
    const opening = async <Failure>(
      unlock: (flow: UnlockFlow) => Promise<Result<Unlocked, Failure>>,
      how: { readonly byKit?: true } = {},
    ) => {
      const flow = this.#unlock
      if (flow === null || this.#session !== null) return err({ kind: 'no-such-method' } as const)
      const unlocked = await unlock(flow)
      return unlocked.ok ? this.#open(unlocked.value, { action: 'UNLOCK', ...how }) : unlocked
    }
    return {
      options: async () => {
        this.#warmUp()
        return this.#unlock?.options() ?? {}
      },
      withPasskey: outcome => opening(flow => flow.withPasskey(outcome)),
      withPassphrase: passphrase => opening(flow => flow.withPassphrase(passphrase)),
      withRecoveryCode: code => opening(flow => flow.withRecoveryCode(code), { byKit: true }),
    }
  }

  #signInApi(): CoreApi['signIn'] {
    const flow = new SignInFlow(this.#keys)
    // Signing in makes a device of its own: one that holds a studio already would lose the keys it has.
    const isTaken = () => this.#record !== null
    const taken = { ok: false, error: { kind: 'no-such-method' } } as const
    return {
      options: () => {
        this.#warmUp()
        return flow.options()
      },
      withPasskey: async outcome => {
        if (isTaken()) return taken
        const unlocked = await flow.withPasskey(outcome)
        return unlocked.ok ? this.#open(unlocked.value, { action: 'LOGIN' }) : unlocked
      },
      withRecoveryCode: async code => {
        if (isTaken()) return taken
        const unlocked = await flow.withRecoveryCode(code)
        return unlocked.ok ? this.#open(unlocked.value, { action: 'LOGIN', byKit: true }) : unlocked
      },
    }
  }
}

function startFailure(error: unknown): StartFailure {
  if (isNewerData(error)) return 'newer-data'
  if (typeof indexedDB === 'undefined') return 'no-indexeddb'
  return 'storage-refused'
}
