import { creator } from '#shared/domain/creator.ts'
import type { FieldProblem } from '#shared/domain/problem.ts'
import { imageBytesMax } from '#shared/domain/image.ts'
import type { ImageValue } from '#shared/domain/row.ts'
import { parseValues } from '#shared/domain/values.ts'
import { err, ok, type Result } from '#shared/lang/result.ts'
import { randomBytesToId, type StreamId } from '#shared/protocol/ids.ts'
import { commandWords } from '#client/words/commands.ts'
import type {
  AuditAction,
  Command,
  CommandDone,
  CommandFailure,
  ImageFailure,
  ImportDone,
  ImportRow,
  NewImage,
  Progress,
  UndoState,
} from '../api.ts'
import type { Change, ChangeSet } from './change-set.ts'
import { planCommand } from './plan-command.ts'
import { UndoStack } from './undo-stack.ts'
import { writeChangeSet, type WriterDeps, type Written } from './writer.ts'
import { writeFile } from './write-file.ts'

export type StudioCommandsDeps = WriterDeps & {
  readonly onUndo: (state: UndoState) => void
  /** The log grew: sync has work. */
  readonly onWritten: () => void
}

/** Runs commands one at a time and remembers how to take them back. */
export class StudioCommands {
  readonly #deps: StudioCommandsDeps
  readonly #undo = new UndoStack()
  #importCancelled = false

  constructor(deps: StudioCommandsDeps) {
    this.#deps = deps
  }

  undoState(): UndoState {
    return this.#undo.state()
  }

  execute(command: Command): Promise<Result<CommandDone, CommandFailure>> {
    return this.#deps.journal.exclusively(async () => {
      const { keys, suite } = this.#deps.source
      const planned = planCommand({ keys, model: this.#deps.model, random: suite.random, now: this.#deps.now }, command)
      return planned.ok ? this.#run(planned.value) : planned
    })
  }

  /** For what the app itself writes: the first settings, this device's name. */
  write(set: ChangeSet): Promise<Result<CommandDone, CommandFailure>> {
    return this.#deps.journal.exclusively(() => this.#run(set))
  }

  /** One entry of its own: the record that shows it is written after it, and so never points at nothing. */
  storeImage(image: NewImage): Promise<Result<ImageValue, ImageFailure>> {
    const { bytes, type, width, height } = image
    return this.#deps.journal.exclusively(async () => {
      if (bytes.length > imageBytesMax) return err({ kind: 'too-large', limitBytes: imageBytesMax } as const)
      const blob = randomBytesToId<StreamId>(this.#deps.source.suite.random(16))
      const stored = await writeFile(this.#deps, blob, { type, bytes })
      if (!stored.ok) return stored
      this.#deps.onWritten()
      return ok({ blob, type, width, height })
    })
  }

  /** Something took place that changed no record: an export, an unlock. */
  record(action: AuditAction, model: string, notes: string): Promise<Result<CommandDone, CommandFailure>> {
    return this.write({ changes: [], label: notes, undoable: false, notes: null, summary: { action, model, notes } })
  }

  undo(): Promise<Result<CommandDone, CommandFailure>> {
    return this.#deps.journal.exclusively(async () => {
      const step = this.#undo.nextUndo()
      if (step === null) return err({ kind: 'nothing-to-do' } as const)
      const written = await this.#takeBack(step.label, step.inverse)
      if (written.ok) this.#undo.undone({ label: step.label, inverse: written.value.inverse })
      else if (written.error.kind === 'missing' || written.error.kind === 'nothing-to-do') this.#undo.dropUndo()
      return this.#finish(written, step.label)
    })
  }

  redo(): Promise<Result<CommandDone, CommandFailure>> {
    return this.#deps.journal.exclusively(async () => {
      const step = this.#undo.nextRedo()
      if (step === null) return err({ kind: 'nothing-to-do' } as const)
      const written = await this.#takeBack(step.label, step.inverse)
      if (written.ok) this.#undo.redone({ label: step.label, inverse: written.value.inverse })
      else if (written.error.kind === 'missing' || written.error.kind === 'nothing-to-do') this.#undo.dropRedo()
      return this.#finish(written, step.label)
    })
  }

  cancelImport(): void {
    this.#importCancelled = true
  }

  /** All rows in one transaction and one undoable step, or none of them. */
  importRows(
    rows: readonly ImportRow[],
    progress: (progress: Progress) => void,
  ): Promise<Result<ImportDone, CommandFailure>> {
    this.#importCancelled = false
    return this.#deps.journal.exclusively(async () => {
      const changes = this.#importChanges(rows)
      if (!changes.ok) return changes
      const created = changes.value.filter(change => change.kind === 'create').length
      const label = commandWords.import(commandWords.creators(rows.length))
      const summary = {
        action: 'IMPORT',
        model: creator.name,
        notes: `${created} created, ${rows.length - created} to update`,
      } as const
      const written = await writeChangeSet(
        this.#deps,
        { changes: changes.value, label, undoable: true, notes: 'import', summary },
        { isCancelled: () => this.#importCancelled, progress: (done, total) => progress({ done, total }) },
      )
      if (!written.ok) return written
      this.#remember(label, written.value)
      const { unchanged } = written.value
      return ok({ created, updated: rows.length - created - unchanged, unchanged })
    })
  }

  #importChanges(rows: readonly ImportRow[]): Result<Change[], CommandFailure> {
    const changes: Change[] = []
    const problems: FieldProblem[] = []
    for (const row of rows) {
      const values = parseValues(creator, row.values, row.updates === undefined ? 'create' : 'update')
      if (!values.ok) problems.push(...values.error)
      else if (row.updates !== undefined) {
        changes.push({ kind: 'write', collection: creator, id: row.updates, values: values.value, action: 'UPDATE' })
      } else {
        const id = randomBytesToId<string>(this.#deps.source.suite.random(16))
        changes.push({ kind: 'create', collection: creator, id, values: values.value })
      }
    }
    return problems.length > 0 ? err({ kind: 'invalid', problems }) : ok(changes)
  }

  async #run(set: ChangeSet): Promise<Result<CommandDone, CommandFailure>> {
    const written = await writeChangeSet(this.#deps, set)
    if (!written.ok) return written
    if (set.undoable) this.#remember(set.label, written.value)
    else this.#deps.onWritten()
    return ok({ ids: written.value.ids, label: set.label })
  }

  #remember(label: string, written: Written): void {
    if (written.inverse.length > 0) this.#undo.did({ label, inverse: written.inverse.toReversed() })
    this.#deps.onUndo(this.#undo.state())
    this.#deps.onWritten()
  }

  #takeBack(label: string, inverse: readonly Change[]): Promise<Result<Written, CommandFailure>> {
    return writeChangeSet(this.#deps, { changes: inverse, label, undoable: false, notes: `undo: ${label}` })
  }

  #finish(written: Result<Written, CommandFailure>, label: string): Result<CommandDone, CommandFailure> {
    this.#deps.onUndo(this.#undo.state())
    if (!written.ok) return written
    this.#deps.onWritten()
    return ok({ ids: written.value.ids, label })
  }
}
