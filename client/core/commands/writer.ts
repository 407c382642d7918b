import type { FieldValue, Row } from '#shared/domain/row.ts'
import { changesBetween } from '#shared/domain/diff.ts'
import { err, ok, type Result } from '#shared/lang/result.ts'
import { randomBytesToId, StreamId } from '#shared/protocol/ids.ts'
import type { AuditAction, CommandFailure, RowPatch } from '../api.ts'
import { auditStream, encodeAuditEvents, eventsPerEntry, type StoredEvent } from '../audit/audit-event.ts'
import { sameValue, settleField, writeValues, type AggregateDocument } from '../documents/aggregate-document.ts'
import { encodeChange, readDocumentChunks, sealDocument, type DocumentSource } from '../documents/document-chunks.ts'
import type { ChangeStamp, DocumentEdit, DocumentEditor, EditOutcome } from '../documents/document-editor.ts'
import type { Draft, Journal } from '../journal/journal.ts'
import { sealBuckets, touchedBuckets, type ReadModel } from '../read-model/read-model.ts'
import { isStorageFull } from '../storage/storage-failure.ts'
import type { StoredDocument } from '../storage/studio-database.ts'
import type { Change, ChangeSet } from './change-set.ts'
import { withStageMove } from './stage-rule.ts'

export type WriterDeps = {
  readonly source: DocumentSource
  readonly journal: Journal
  readonly model: ReadModel
  readonly editor: DocumentEditor
  readonly now: () => number
  /** The member's name as it is now, for the audit trail. */
  readonly memberName: () => string
  readonly onPatches: (patches: readonly RowPatch[]) => void
  /** Whether the last write found room on this device. */
  readonly onRoom: (hasRoom: boolean) => void
}

export type Written = {
  readonly ids: readonly string[]
  /** The writes that take it back. */
  readonly inverse: readonly Change[]
  readonly unchanged: number
}

export type WriteControl = {
  readonly isCancelled: () => boolean
  readonly progress: (done: number, total: number) => void
}

class Cancelled extends Error {
  override name = 'Cancelled'
}

/**
 * Change the documents, append the audit events, project the rows: one transaction, durable before it answers. Rules [W…]
 * in client/core/SPEC.md. Called inside `journal.exclusively`.
 */
export async function writeChangeSet(
  deps: WriterDeps,
  set: ChangeSet,
  control?: WriteControl,
): Promise<Result<Written, CommandFailure>> {
  try {
    const { edits, missing, unchanged } = await makeEdits(deps, set.changes, control)
    if (missing.length > 0) return err({ kind: 'missing', ids: missing })
    if (edits.length === 0 && set.summary === undefined) return err({ kind: 'nothing-to-do' })
    await commitEdits(deps, set, edits, control)
    deps.onRoom(true)
    return ok({ ids: edits.map(({ edit }) => edit.stream), inverse: edits.map(inverseOf), unchanged })
  } catch (error) {
    if (error instanceof Cancelled) return err({ kind: 'cancelled' })
    if (!isStorageFull(error)) throw error
    deps.onRoom(false)
    return err({ kind: 'storage-full' })
  }
}

type MadeEdit = { readonly edit: DocumentEdit; readonly change: Change }

/** So many documents of a bulk command are read from the database and opened at once. */
const readTogether = 64

async function makeEdits(deps: WriterDeps, changes: readonly Change[], control?: WriteControl) {
  const edits: MadeEdit[] = []
  const missing: string[] = []
  let unchanged = 0
  for (let from = 0; from < changes.length; from += readTogether) {
    if (control?.isCancelled() === true) throw new Cancelled()
    const slice = changes.slice(from, from + readTogether)
    const [only] = changes.length === 1 ? changes : []
    const outcomes = only === undefined ? await makeManyEdits(deps, slice) : [await makeEdit(deps, only)]
    for (const { change, outcome } of outcomes) {
      if (outcome.kind === 'edited') edits.push({ edit: outcome.edit, change })
      else if (outcome.kind === 'missing') missing.push(change.id)
      else unchanged += 1
    }
    control?.progress(from + slice.length, changes.length * 2)
  }
  return { edits, missing, unchanged }
}

type Outcome = { readonly change: Change; readonly outcome: EditOutcome }

async function makeEdit(deps: WriterDeps, change: Change): Promise<Outcome> {
  if (change.kind === 'create') return { change, outcome: makeCreation(deps, change) }
  const { id, collection } = change
  const outcome = await deps.editor.edit(id, collection, stampOf(deps), (draft, before) =>
    write(deps, change, draft, before),
  )
  return { change, outcome }
}

async function makeManyEdits(deps: WriterDeps, changes: readonly Change[]): Promise<Outcome[]> {
  const held = await Promise.all(
    changes.map(async change => (change.kind === 'create' ? null : readDocumentChunks(deps.source, change.id))),
  )
  return changes.map((change, index): Outcome => {
    if (change.kind === 'create') return { change, outcome: makeCreation(deps, change) }
    const chunks = held[index] ?? null
    if (chunks === null) return { change, outcome: { kind: 'missing' } }
    const outcome = deps.editor.editLoaded(change.id, change.collection, chunks, stampOf(deps), (draft, before) =>
      write(deps, change, draft, before),
    )
    return { change, outcome }
  })
}

function makeCreation(deps: WriterDeps, change: Extract<Change, { kind: 'create' }>): EditOutcome {
  const { member } = deps.source.keys
  const now = deps.now()
  const given = { ...change.values, createdAt: now, createdBy: member, updatedAt: now, lastUpdatedBy: member }
  const values = withStageMove(given, null, now, member)
  return { kind: 'edited', edit: deps.editor.create(change.id, change.collection, values, stampOf(deps)) }
}

function write(deps: WriterDeps, change: WriteChange, draft: AggregateDocument, before: Row): void {
  const { member } = deps.source.keys
  const now = deps.now()
  const values = withStageMove(change.values, before, now, member)
  const settles = change.settles ?? []
  if (settles.length === 0 && changesNothing(values, before)) return
  writeValues(draft, change.collection, values)
  for (const field of settles) settleField(draft, field, change.values[field])
  writeValues(draft, change.collection, { updatedAt: now, lastUpdatedBy: member })
}

type WriteChange = Extract<Change, { kind: 'write' }>

function stampOf(deps: WriterDeps): ChangeStamp {
  return { message: deps.source.keys.device, time: Math.floor(deps.now() / 1000) }
}

/** An edit that writes what is there already moves nothing: neither updatedAt nor the log. */
function changesNothing(values: Readonly<Record<string, unknown>>, before: Row): boolean {
  return Object.entries(values).every(
    ([name, value]) => value === undefined || sameValue(inOrder(value), inOrder(before[name])),
  )
}

function inOrder(value: unknown): unknown {
  return Array.isArray(value) && value.every(item => typeof item === 'string') ? value.toSorted() : value
}

async function commitEdits(
  deps: WriterDeps,
  set: ChangeSet,
  edits: readonly MadeEdit[],
  control?: WriteControl,
): Promise<void> {
  const { source, journal, model } = deps
  const drafts: Draft[] = edits.map(({ edit }) => ({
    kind: 'change',
    stream: StreamId.parse(edit.stream),
    plaintext: encodeChange(edit.collection.name, edit.chunk),
  }))
  drafts.push(...auditDrafts(deps, set, edits))
  const patches = edits.map(({ edit }) => patchOf(edit))
  const authored = journal.author(drafts, done => {
    if (control?.isCancelled() === true) throw new Cancelled()
    if (done % 20 === 0) control?.progress(drafts.length + done, drafts.length * 2)
  })
  const [sealed, buckets] = await Promise.all([authored, sealBuckets(source, model, touchedBuckets(patches), patches)])
  const { stored, position } = journal.place(sealed, 'command')
  const documents = await wholeDocuments(source, edits, position.ord)
  const projected = model.dirtyBuckets().length === 0 ? position.ord : position.projected
  await journal.commit({ entries: stored, buckets, documents, position: { ...position, projected } })
  model.apply(patches)
  deps.onPatches(patches)
}

function wholeDocuments(source: DocumentSource, edits: readonly MadeEdit[], upTo: number): Promise<StoredDocument[]> {
  const long = edits.flatMap(({ edit }) => (edit.whole === null ? [] : [{ stream: edit.stream, whole: edit.whole }]))
  return Promise.all(long.map(({ stream, whole }) => sealDocument(source, stream, whole, upTo)))
}

function patchOf(edit: DocumentEdit): RowPatch {
  return { collection: edit.collection.name === 'settings' ? 'settings' : 'creator', id: edit.stream, row: edit.after }
}

function auditDrafts(deps: WriterDeps, set: ChangeSet, edits: readonly MadeEdit[]): Draft[] {
  const events = edits.map(made => recordEvent(deps, set, made, edits.length))
  if (set.summary !== undefined) {
    const { action, model, notes } = set.summary
    events.push({ ...blankEvent(deps, action, model), notes })
  }
  return auditEventDrafts(events)
}

export function auditEventDrafts(events: readonly StoredEvent[]): Draft[] {
  const drafts: Draft[] = []
  for (let from = 0; from < events.length; from += eventsPerEntry) {
    const plaintext = encodeAuditEvents(events.slice(from, from + eventsPerEntry))
    drafts.push({ kind: 'audit', stream: auditStream, plaintext })
  }
  return drafts
}

/** Many records made at once are told by their count: what each held at first is its document's own beginning. */
const detailedCreations = 20

function recordEvent(deps: WriterDeps, set: ChangeSet, made: MadeEdit, count: number): StoredEvent {
  const { edit, change } = made
  const action: AuditAction = change.kind === 'create' ? 'CREATE' : change.action
  const isTold = change.kind !== 'create' || count <= detailedCreations
  const display = edit.after[edit.collection.display]
  return {
    ...blankEvent(deps, action, edit.collection.name),
    targetId: edit.stream,
    targetDisplay: typeof display === 'string' ? display : null,
    changes: isTold ? clipped(changesBetween(edit.collection, edit.before, edit.after)) : {},
    notes: set.notes,
  }
}

/** The trail tells what changed; a long text stands in full in its document's history, and would fill an entry twice over. */
const toldCharacters = 2_000

function clipped(changes: StoredEvent['changes']): StoredEvent['changes'] {
  return Object.fromEntries(
    Object.entries(changes).map(([field, { from, to }]) => [field, { from: clip(from), to: clip(to) }]),
  )
}

function clip(value: FieldValue): FieldValue {
  return typeof value === 'string' && value.length > toldCharacters ? `${value.slice(0, toldCharacters)}…` : value
}

export function blankEvent(
  deps: Pick<WriterDeps, 'source' | 'now' | 'memberName'>,
  action: AuditAction,
  model: string,
): StoredEvent {
  return {
    id: randomBytesToId<string>(deps.source.suite.random(16)),
    at: deps.now(),
    actor: deps.source.keys.member,
    actorName: deps.memberName(),
    action,
    model,
    targetId: null,
    targetDisplay: null,
    changes: {},
    notes: null,
  }
}

/** What takes an edit back: a new record goes to the trash, a written field gets the value it had. */
function inverseOf({ edit, change }: MadeEdit): Change {
  const { collection, stream: id, before, after } = edit
  if (change.kind === 'create' || before === null) {
    return { kind: 'write', collection, id, values: { deletedAt: after['createdAt'] }, action: 'DELETE' }
  }
  const values: Record<string, unknown> = {}
  for (const name of Object.keys(collection.fields)) {
    if (name === 'updatedAt' || name === 'lastUpdatedBy') continue
    const from = before[name]
    if (!sameValue(from, after[name])) values[name] = from
  }
  return { kind: 'write', collection, id, values, action: inverseAction(change.action) }
}

function inverseAction(action: AuditAction): AuditAction {
  if (action === 'DELETE') return 'RESTORE'
  if (action === 'RESTORE') return 'DELETE'
  return action
}
