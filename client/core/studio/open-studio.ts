import type { Suite } from '#shared/crypto/suite.ts'
import { StudioDatabase } from '../storage/studio-database.ts'
import { AuditTrail } from '../audit/audit-trail.ts'
import { findRecoveryUse } from '../audit/recovery-watch.ts'
import { StudioCommands } from '../commands/studio-commands.ts'
import { DocumentEditor } from '../documents/document-editor.ts'
import { readFile, type SealedFile } from '../documents/sealed-file.ts'
import { Journal } from '../journal/journal.ts'
import type { CorePorts } from '../ports.ts'
import { catchUp } from '../read-model/catch-up.ts'
import { openBuckets, ReadModel, rowsVersion } from '../read-model/read-model.ts'
import type { StudioKeys } from '../studio-keys.ts'
import { Intake } from '../sync/intake.ts'
import { createRelayLog } from '../sync/relay-log.ts'
import { SyncEngine, type RelaySession } from '../sync/sync-engine.ts'
import type { CoreEvent } from '../api.ts'
import { utf8ToBytes } from '#shared/protocol/bytes.ts'

export type OpenStudioDeps = {
  readonly ports: CorePorts
  readonly suite: Suite
  readonly keys: StudioKeys
  readonly session: RelaySession
  readonly isOnline: () => boolean
  readonly tell: (event: CoreEvent) => void
  readonly onRoom: (hasRoom: boolean) => void
  /** After each round that left nothing to do. */
  readonly onSynced: () => void
}

/** Everything of one workspace while it is unlocked. Closing drops rows, documents and handles; the keys are the caller's. */
export type OpenStudio = {
  readonly commands: StudioCommands
  readonly audit: AuditTrail
  readonly editor: DocumentEditor
  readonly model: ReadModel
  readonly journal: Journal
  readonly sync: SyncEngine
  readFile(stream: string): Promise<SealedFile | null>
  close(): void
}

/** Rows first, from the sealed buckets; Automerge is loaded beside them and waited for only where it is needed. */
export async function openStudio(deps: OpenStudioDeps): Promise<OpenStudio> {
  const { ports, suite, keys, tell } = deps
  const database = new StudioDatabase(keys.workspace)
  const source = { suite, keys, database }
  const automerge = ports.initAutomerge()
  const journal = await Journal.open({ ...source, now: ports.now }, rowsVersion)
  const model = new ReadModel()
  await fillModel({ ...deps, source, journal, model, automerge })
  await automerge
  const editor = new DocumentEditor(source)
  const onPatches = (origin: 'command' | 'sync') => (patches: Parameters<ReadModel['apply']>[0]) =>
    tell({ kind: 'patches', patches, origin })
  const sync = createSync({ ...deps, source, journal, model, onPatches: onPatches('sync') })
  const commands = new StudioCommands({
    source,
    journal,
    model,
    editor,
    now: ports.now,
    memberName: () => memberName(model, keys),
    onPatches: onPatches('command'),
    onRoom: deps.onRoom,
    onUndo: state => tell({ kind: 'undo', state }),
    onWritten: () => sync.nudge(),
  })
  return {
    commands,
    audit: new AuditTrail(source),
    editor,
    model,
    journal,
    sync,
    readFile: stream => readFile(source, stream),
    close() {
      sync.stop()
      model.clear()
      database.close()
    },
  }
}

type Opening = OpenStudioDeps & {
  readonly source: { readonly suite: Suite; readonly keys: StudioKeys; readonly database: StudioDatabase }
  readonly journal: Journal
  readonly model: ReadModel
}

async function fillModel({
  source,
  journal,
  model,
  tell,
  automerge,
}: Opening & { readonly automerge: Promise<void> }): Promise<void> {
  const isCurrent = journal.position().rowsVersion === rowsVersion
  const buckets = isCurrent ? await openBuckets(source) : null
  // The page reads them while this thread does. Should one be unreadable here, every row comes again by a patch.
  for (const json of buckets ?? []) tell({ kind: 'rows', json, last: false })
  const isWhole = buckets?.every(json => model.takeIn(json)) ?? false
  if (!isWhole) {
    model.clear()
    await journal.forgetRows(rowsVersion)
  }
  if (journal.position().projected < journal.position().ord) {
    await automerge
    const patches = await catchUp(source, journal, model, (done, total) =>
      tell({ kind: 'sync', sync: { kind: 'syncing', done, total, direction: 'pull' } }),
    )
    tell({ kind: 'patches', patches, origin: 'sync' })
  }
  tell({ kind: 'rows', json: utf8ToBytes('{}'), last: true })
}

function createSync(
  deps: Opening & { readonly onPatches: (patches: Parameters<ReadModel['apply']>[0]) => void },
): SyncEngine {
  const { ports, journal, model, source, tell } = deps
  const intake = new Intake({
    source,
    journal,
    model,
    now: ports.now,
    onPatches: deps.onPatches,
    onAside: entries => tell({ kind: 'set-aside', entries }),
    onFresh: entries =>
      void findRecoveryUse(source, entries).then(
        at => at !== null && tell({ kind: 'notice', notice: { kind: 'recovery-kit-used', at } }),
        (error: unknown) => ports.reportFault('recovery watch', error),
      ),
  })
  return new SyncEngine({
    log: createRelayLog(ports.fetch),
    session: deps.session,
    outbox: {
      next: limit => journal.outbox(limit),
      waiting: () => journal.waiting(),
      changesWaiting: () => journal.changesWaiting(),
      acknowledge: (entries, sequences) => journal.acknowledge(entries, sequences),
    },
    intake,
    timers: ports.timers,
    now: ports.now,
    random: () => (ports.random(1)[0] ?? 0) / 256,
    isOnline: deps.isOnline,
    onState: sync => tell({ kind: 'sync', sync }),
    onClock: offMs => tell({ kind: 'notice', notice: { kind: 'clock-wrong', offMs } }),
    onSynced: deps.onSynced,
    reportFault: ports.reportFault,
  })
}

/** As the settings have it now; empty until they have come. */
function memberName(model: ReadModel, keys: StudioKeys): string {
  const members = model.row('settings', keys.workspace)?.['members']
  if (members === null || typeof members !== 'object') return ''
  const member = Object.entries(members).find(([id]) => id === keys.member)?.[1]
  return member !== null && typeof member === 'object' && 'name' in member && typeof member.name === 'string'
    ? member.name
    : ''
}
