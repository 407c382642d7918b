import { initializeBase64Wasm } from '@automerge/automerge/slim'
import { automergeWasmBase64 } from '@automerge/automerge/automerge.wasm.base64'
import { webcrypto } from 'node:crypto'
import { createFoundation } from '#shared/crypto/foundation.ts'
import type { OpenApp } from '#shared/crypto/open-keyring.ts'
import { createSuite, type SigningKey, type Suite } from '#shared/crypto/suite.ts'
import { settings } from '#shared/domain/settings.ts'
import type { CreatorRow, CreatorValues, Row } from '#shared/domain/row.ts'
import { assert } from '#shared/lang/assert.ts'
import type { Bytes } from '#shared/protocol/bytes.ts'
import { decodeEntry, type PullPage, type RelayedEntry } from '#shared/protocol/entry.ts'
import { randomBytesToId, type DeviceId, type MemberId, type MethodId, type WorkspaceId } from '#shared/protocol/ids.ts'
import type { StateDevice, StateHead, WorkspaceState } from '#shared/protocol/state.ts'
import type { CoreEvent, SetAside, SyncStop } from '../api.ts'
import { StudioCommands } from '../commands/studio-commands.ts'
import { DocumentEditor } from '../documents/document-editor.ts'
import { Journal } from '../journal/journal.ts'
import { openBuckets, ReadModel, rowsVersion } from '../read-model/read-model.ts'
import { catchUp } from '../read-model/catch-up.ts'
import { StudioDatabase } from '../storage/studio-database.ts'
import type { StudioKeys } from '../studio-keys.ts'
import { Intake } from '../sync/intake.ts'

/** Devices of one studio with real keys, real IndexedDB storage and a log between them that a test can disturb. */
let isWasmReady: Promise<void> | null = null
export function prepareAutomerge(): Promise<void> {
  isWasmReady ??= initializeBase64Wasm(automergeWasmBase64)
  return isWasmReady
}

export function testSuite(): Suite {
  return createSuite({ subtle: webcrypto.subtle as SubtleCrypto, random: randomBytes })
}

export function randomBytes(length: number): Bytes {
  return webcrypto.getRandomValues(new Uint8Array(length))
}

export type TestStudio = {
  readonly suite: Suite
  readonly app: OpenApp
  readonly devices: StateDevice[]
  /** What the signed state names as held by the relay. */
  heads: StateHead[]
  readonly workspace: WorkspaceId
  readonly member: MemberId
  clock: number
}

export async function createTestStudio(): Promise<TestStudio> {
  await prepareAutomerge()
  const suite = testSuite()
  const workspace = randomBytesToId<WorkspaceId>(randomBytes(16))
  const member = randomBytesToId<MemberId>(randomBytes(16))
  const first = {
    id: randomBytesToId<DeviceId>(randomBytes(16)),
    signKey: randomBytes(32),
    receiveKey: randomBytes(32),
  }
  const methods = [
    {
      id: randomBytesToId<MethodId>(randomBytes(16)),
      kind: 'recovery',
      credentialId: null,
      appSecret: randomBytes(32),
      vaultSecret: randomBytes(32),
    },
  ] as const
  const { app } = await createFoundation(suite, { workspace, member, device: first, methods, time: 1 })
  return { suite, app, devices: [], heads: [], workspace, member, clock: Date.UTC(2026, 10, 20, 9) }
}

/** A further device of the studio with a database of its own. */
export async function addDevice(studio: TestStudio, options: { readonly isListed?: boolean } = {}) {
  const signKey = await studio.suite.generateSigningKey()
  const id = randomBytesToId<DeviceId>(randomBytes(16))
  const listed: StateDevice = {
    id,
    member: studio.member,
    signKey: signKey.publicKey,
    receiveKey: randomBytes(32),
    addedAt: 1,
    revokedAt: null,
    lastData: null,
    lastAudit: null,
  }
  if (options.isListed !== false) studio.devices.push(listed)
  return startDevice(studio, id, signKey, `wlos-test-${id}`)
}

/** Opens the database of a device as its next session would. */
export async function startDevice(studio: TestStudio, id: DeviceId, signKey: SigningKey, _name: string) {
  const state = (): WorkspaceState => ({ ...studio.app.state, devices: studio.devices, heads: studio.heads })
  const keys: StudioKeys = {
    workspace: studio.workspace,
    member: studio.member,
    device: id,
    signKey,
    epoch: () => 1,
    appKey: epoch => studio.app.appKeys.get(epoch) ?? null,
    state,
  }
  // Every device of a test has its own database although all are of one workspace.
  const database = new StudioDatabase(`${studio.workspace}-${id}` as WorkspaceId)
  const source = { suite: studio.suite, keys, database }
  const now = () => studio.clock
  const journal = await Journal.open({ ...source, now }, rowsVersion)
  const model = new ReadModel()
  const buckets = await openBuckets(source)
  const isWhole = buckets?.every(json => model.takeIn(json)) ?? false
  assert(isWhole, 'the buckets open')
  await catchUp(source, journal, model, () => undefined)
  const editor = new DocumentEditor(source)
  const events: CoreEvent[] = []
  const aside: SetAside[][] = []
  const commands = new StudioCommands({
    source,
    journal,
    model,
    editor,
    now,
    memberName: () => 'Ana',
    onPatches: patches => events.push({ kind: 'patches', patches, origin: 'command' }),
    onRoom: () => undefined,
    onUndo: undo => events.push({ kind: 'undo', state: undo }),
    onWritten: () => undefined,
  })
  const intake = new Intake({
    source,
    journal,
    model,
    now,
    onPatches: patches => events.push({ kind: 'patches', patches, origin: 'sync' }),
    onFresh: () => undefined,
    onAside: entries => aside.push([...entries]),
  })
  return { id, signKey, keys, source, journal, model, editor, commands, intake, events, aside, database }
}

export type TestDevice = Awaited<ReturnType<typeof startDevice>>

export async function createSettings(studio: TestStudio, device: TestDevice): Promise<void> {
  const values = {
    studioName: 'Tide',
    devices: {},
    members: { [studio.member]: { name: 'Ana', email: 'ana@example.com' } },
  }
  const done = await device.commands.write({
    changes: [{ kind: 'create', collection: settings, id: studio.workspace, values }],
    label: 'Set up',
    undoable: false,
    notes: null,
  })
  assert(done.ok, 'settings are written')
}

export async function createCreator(device: TestDevice, values: CreatorValues): Promise<string> {
  const done = await device.commands.execute({ kind: 'create', collection: 'creator', values })
  assert(done.ok, `created: ${JSON.stringify(done)}`)
  const [id] = done.value.ids
  assert(id !== undefined, 'one record')
  return id
}

export function creatorOf(device: TestDevice, id: string): CreatorRow {
  const row = device.model.row('creator', id)
  assert(row !== null, 'the record is there')
  return row as unknown as CreatorRow
}

/** The log between devices, in the order in which entries came in. */
export class TestLog {
  readonly entries: RelayedEntry[] = []
  readonly #seen = new Map<string, number>()

  /** Takes a device's outbox as the relay does: idempotent by id. */
  async pushFrom(device: TestDevice, limit = 500): Promise<void> {
    const batch = await device.journal.outbox(limit)
    await device.journal.acknowledge(batch, this.receive(batch.map(entry => entry.bytes)))
  }

  /** The sequences that the relay would answer. */
  receive(batch: readonly Bytes[]): number[] {
    return batch.map(bytes => {
      const entry = decodeEntry(bytes)
      assert(entry.ok, 'a device sends whole entries')
      const key = `${entry.value.header.device}/${entry.value.header.lane}/${entry.value.header.sequence}`
      const known = this.#seen.get(key)
      if (known !== undefined) return known
      const relaySequence = this.entries.length + 1
      this.entries.push({ relaySequence, receivedAt: 1, ip: '192.0.2.1', bytes })
      this.#seen.set(key, relaySequence)
      return relaySequence
    })
  }

  page(after: number, limit: number): PullPage {
    return { head: this.entries.length, stateSequence: 1, entries: this.entries.slice(after, after + limit) }
  }

  async pullTo(device: TestDevice, limit = 1_000): Promise<SyncStop | null> {
    for (;;) {
      const page = this.page(device.intake.cursor(), limit)
      const stop = await takeIn(device, page)
      if (stop !== null) return stop
      if (device.intake.cursor() >= this.entries.length) return null
    }
  }
}

export async function takeIn(device: TestDevice, page: PullPage): Promise<SyncStop | null> {
  const examined = await device.intake.examine(page.entries)
  const last = page.entries.at(-1)?.relaySequence ?? 0
  const stop = await device.intake.takeIn(page, examined, last >= page.head)
  return stop ?? device.intake.retryAside()
}

/** Rows without what may differ between equal states: nothing. */
export function allRows(device: TestDevice): Row[] {
  return [...device.model.rows('creator').values()].toSorted((a, b) => a.id.localeCompare(b.id))
}
