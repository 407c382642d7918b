import type { Suite } from '#shared/crypto/suite.ts'
import { settings } from '#shared/domain/settings.ts'
import type { DeviceId } from '#shared/protocol/ids.ts'
import { utf8ToBytes } from '#shared/protocol/bytes.ts'
import { commandWords } from '#client/words/commands.ts'
import type { CommandDone, CommandFailure, CoreEvent, LockReason } from '../api.ts'
import type { Result } from '#shared/lang/result.ts'
import { settingsChange } from '../commands/plan-command.ts'
import type { DeviceRecord } from '../keys/device-record.ts'
import { DevicesFlow } from '../keys/devices-flow.ts'
import { KeyHolder } from '../keys/key-holder.ts'
import type { KeysDeps } from '../keys/keys-deps.ts'
import { MethodsFlow } from '../keys/methods-flow.ts'
import type { StudioNames, Unlocked } from '../keys/setup-flow.ts'
import { VerifyFlow } from '../keys/verify-flow.ts'
import type { CorePorts } from '../ports.ts'
import { bucketCount } from '../read-model/read-model.ts'
import { openStudio, type OpenStudio } from '../studio/open-studio.ts'
import { IdleLock } from './idle-lock.ts'

export type OpenSessionDeps = {
  readonly ports: CorePorts
  readonly suite: Suite
  readonly keys: KeysDeps
  readonly unlocked: Unlocked
  readonly isOnline: () => boolean
  readonly tell: (event: CoreEvent) => void
  readonly onRoom: (hasRoom: boolean) => void
  readonly lock: (reason: LockReason) => void
}

/** How a studio came to be open, for the audit trail. */
export type OpeningAction = 'UNLOCK' | 'LOGIN' | 'ENROL'

type NamedDevice = { readonly name: string; readonly platform: string | null }

/** An unlocked studio from its opening to its lock: keys, data, sync and the clock that locks it. */
export class OpenSession {
  readonly #deps: OpenSessionDeps
  readonly #holder: KeyHolder
  readonly #studio: OpenStudio
  readonly #idle: IdleLock
  readonly verify: VerifyFlow
  readonly methods: MethodsFlow
  readonly devices: DevicesFlow
  #isNamed = false

  private constructor(deps: OpenSessionDeps, holder: KeyHolder, studio: OpenStudio) {
    this.#deps = deps
    this.#holder = holder
    this.#studio = studio
    const heads = () => studio.journal.relayedHeads(holder.app().state.heads)
    this.verify = new VerifyFlow(deps.keys, holder)
    this.methods = new MethodsFlow({ ...deps.keys, holder, heads, names: () => this.#names() })
    this.devices = new DevicesFlow({
      ...deps.keys,
      holder,
      heads,
      lastOf: device => ({
        data: studio.journal.tips().get(device, 'data')?.sequence ?? 0,
        audit: studio.journal.tips().get(device, 'audit')?.sequence ?? 0,
      }),
      nameOf: device => this.deviceName(device),
    })
    this.#idle = new IdleLock({ timers: deps.ports.timers, now: deps.ports.now, lock: deps.lock }, this.#idleMinutes())
  }

  static async open(deps: OpenSessionDeps): Promise<OpenSession> {
    const holder = new KeyHolder(deps.keys, deps.unlocked.app, deps.unlocked.record)
    holder.onDevices = notice => deps.tell({ kind: 'notice', notice })
    let opened: OpenSession | null = null
    const studio = await openStudio({
      ports: deps.ports,
      suite: deps.suite,
      keys: holder.studioKeys(),
      session: holder.relaySession(),
      isOnline: deps.isOnline,
      onRoom: deps.onRoom,
      tell: event => {
        deps.tell(event)
        if (event.kind === 'patches') opened?.settingsMayHaveMoved()
      },
      onSynced: () => opened?.afterSync(),
    })
    opened = new OpenSession(deps, holder, studio)
    return opened
  }

  record(): DeviceRecord {
    return this.#holder.record()
  }

  studio(): OpenStudio {
    return this.#studio
  }

  /** The studio's first document: names that only its devices can read. */
  async writeFirstSettings(names: StudioNames): Promise<void> {
    const { member, device } = this.record()
    const values = {
      studioName: names.studioName,
      workspaceTimezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      members: { [member]: { name: names.memberName, email: names.memberEmail } },
      devices: { [device]: this.#ownName() },
    }
    await this.#studio.commands.write({
      changes: [
        {
          kind: 'create',
          collection: settings,
          id: this.record().workspace,
          values: { ...settingDefaults(), ...values },
        },
      ],
      label: commandWords.settings,
      undoable: false,
      notes: null,
    })
    this.#isNamed = true
  }

  /** Audits how the studio was opened, and starts to sync. */
  async begin(action: OpeningAction, notes: string): Promise<void> {
    await this.#studio.commands.record(action, 'device', notes)
    this.#studio.sync.start()
  }

  /** All rows, for a tab that came later. */
  replay(listener: (event: CoreEvent) => void): void {
    for (let bucket = 0; bucket < bucketCount; bucket++) {
      const json = this.#studio.model.bucketJson(bucket)
      if (json.length > emptyBucketBytes) listener({ kind: 'rows', json, last: false })
    }
    listener({ kind: 'rows', json: utf8ToBytes('{}'), last: true })
    listener({ kind: 'undo', state: this.#studio.commands.undoState() })
  }

  noteActivity(activity: 'used' | 'hidden' | 'shown'): void {
    if (activity === 'used') this.#idle.used()
    else if (activity === 'shown') this.#idle.check()
  }

  noteNetwork(network: 'online' | 'offline' | 'woke'): void {
    if (network === 'woke' && this.#idle.check()) return
    this.#studio.sync.nudge()
  }

  settingsMayHaveMoved(): void {
    this.#idle.setIdleMinutes(this.#idleMinutes())
  }

  /** A new device names itself once the settings have come. */
  afterSync(): void {
    if (this.#isNamed || this.#settingsRow() === null) return
    this.#isNamed = true
    if (this.#namedDevices()[this.record().device] !== undefined) return
    this.renameDevice(this.record().device, this.#ownName().name, false).catch((error: unknown) =>
      this.#deps.ports.reportFault('device name', error),
    )
  }

  deviceName(device: DeviceId): string {
    return this.#namedDevices()[device]?.name ?? ''
  }

  renameDevice(device: DeviceId, name: string, undoable = true): Promise<Result<CommandDone, CommandFailure>> {
    const present = this.#namedDevices()
    const devices = { ...present, [device]: { ...(present[device] ?? this.#ownName()), name } }
    return this.#studio.commands.write(
      settingsChange(this.#holder.studioKeys(), { devices }, commandWords.settings, undoable),
    )
  }

  close(): void {
    this.#idle.stop()
    this.#holder.closeVault()
    this.#studio.close()
  }

  #ownName(): NamedDevice {
    return { name: this.#deps.ports.deviceName(), platform: null }
  }

  #settingsRow() {
    return this.#studio.model.row('settings', this.record().workspace)
  }

  #namedDevices(): Record<string, NamedDevice> {
    const devices = this.#settingsRow()?.['devices']
    if (devices === null || typeof devices !== 'object') return {}
    const named = Object.entries(devices).filter((entry): entry is [string, NamedDevice] => isNamed(entry[1]))
    return Object.fromEntries(named)
  }

  #idleMinutes(): number {
    const minutes = this.#settingsRow()?.['lockAfterMinutes']
    return typeof minutes === 'number' ? minutes : settings.fields.lockAfterMinutes.initial
  }

  #names(): StudioNames {
    const row = this.#settingsRow()
    const members = row?.['members']
    const self: unknown =
      members !== null && typeof members === 'object' ? Reflect.get(members, this.record().member) : null
    return {
      studioName: textAt(row, 'studioName'),
      memberName: textAt(self, 'name'),
      memberEmail: textAt(self, 'email'),
    }
  }
}

/** `{"creator":[],"settings":[]}`: nothing to tell. */
const emptyBucketBytes = 29

function settingDefaults(): Record<string, unknown> {
  const declared = Object.entries(settings.fields).flatMap(([name, field]) =>
    'initial' in field ? [[name, field.initial] as const] : [],
  )
  return Object.fromEntries(declared)
}

function isNamed(value: unknown): value is NamedDevice {
  return typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string'
}

function textAt(holder: unknown, key: string): string {
  const value: unknown = typeof holder === 'object' && holder !== null ? Reflect.get(holder, key) : null
  return typeof value === 'string' ? value : ''
}
