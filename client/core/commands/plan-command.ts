import { creator } from '#shared/domain/creator.ts'
import { emailKey } from '#shared/domain/duplicates.ts'
import { settings } from '#shared/domain/settings.ts'
import type { Row } from '#shared/domain/row.ts'
import { parseValues } from '#shared/domain/values.ts'
import { err, ok, type Result } from '#shared/lang/result.ts'
import { randomBytesToId } from '#shared/protocol/ids.ts'
import type { AuditAction, Command, CommandFailure } from '../api.ts'
import type { ReadModel } from '../read-model/read-model.ts'
import type { StudioKeys } from '../studio-keys.ts'
import type { Change, ChangeSet, Values } from './change-set.ts'
import { commandLabel } from './command-label.ts'

export type PlanDeps = {
  readonly keys: StudioKeys
  readonly model: ReadModel
  readonly random: (length: number) => Uint8Array
  readonly now: () => number
}

/** Checks a command against the registry and the rows, and says what is to be written. Writes nothing. */
export function planCommand(deps: PlanDeps, command: Command): Result<ChangeSet, CommandFailure> {
  switch (command.kind) {
    case 'create':
      return planCreate(deps, command)
    case 'update':
      return planUpdate(deps, command)
    case 'add-tags':
    case 'remove-tags':
      return planTags(deps, command)
    case 'trash':
      return planWrites(deps, command, () => ({ deletedAt: deps.now() }), 'DELETE')
    case 'restore':
      return planWrites(deps, command, () => ({ deletedAt: null }), 'RESTORE')
    case 'settle':
      return planSettle(deps, command)
    case 'settings':
      return planSettings(deps, command)
  }
}

type CommandOf<Kind extends Command['kind']> = Extract<Command, { kind: Kind }>

function planCreate(deps: PlanDeps, command: CommandOf<'create'>): Result<ChangeSet, CommandFailure> {
  const values = parseValues(creator, command.values, 'create')
  if (!values.ok) return err({ kind: 'invalid', problems: values.error })
  const duplicate = findDuplicate(deps.model, values.value, [])
  if (duplicate !== null) return err(duplicate)
  const id = randomBytesToId<string>(deps.random(16))
  const label = commandLabel(command, displayOf(values.value))
  return ok({
    changes: [{ kind: 'create', collection: creator, id, values: values.value }],
    label,
    undoable: true,
    notes: null,
  })
}

function planUpdate(deps: PlanDeps, command: CommandOf<'update'>): Result<ChangeSet, CommandFailure> {
  const values = parseValues(creator, command.values, 'update')
  if (!values.ok) return err({ kind: 'invalid', problems: values.error })
  const duplicate = findDuplicate(deps.model, values.value, command.ids)
  if (duplicate !== null) return err(duplicate)
  return planWrites(deps, command, () => values.value, 'UPDATE')
}

function planTags(deps: PlanDeps, command: CommandOf<'add-tags' | 'remove-tags'>): Result<ChangeSet, CommandFailure> {
  const parsed = parseValues(creator, { tags: command.tags }, 'update')
  if (!parsed.ok) return err({ kind: 'invalid', problems: parsed.error })
  const given = stringsOf(parsed.value['tags'])
  return planWrites(
    deps,
    command,
    row => {
      const present = stringsOf(row['tags'])
      const kept = present.filter(tag => !given.includes(tag))
      return { tags: command.kind === 'add-tags' ? [...kept, ...given] : kept }
    },
    'UPDATE',
  )
}

function planSettle(deps: PlanDeps, command: CommandOf<'settle'>): Result<ChangeSet, CommandFailure> {
  const row = deps.model.row('creator', command.id)
  if (row === null) return err({ kind: 'missing', ids: [command.id] })
  const parsed = parseValues(creator, { [command.field]: command.value }, 'update')
  if (!parsed.ok) return err({ kind: 'invalid', problems: parsed.error })
  const change: Change = {
    kind: 'write',
    collection: creator,
    id: command.id,
    values: parsed.value,
    action: 'UPDATE',
    settles: [command.field],
  }
  return ok({
    changes: [change],
    label: commandLabel(command, displayOf(row)),
    undoable: true,
    notes: 'conflict settled',
  })
}

function planSettings(deps: PlanDeps, command: CommandOf<'settings'>): Result<ChangeSet, CommandFailure> {
  const values = parseValues(settings, command.values, 'update')
  if (!values.ok) return err({ kind: 'invalid', problems: values.error })
  return ok(settingsChange(deps.keys, values.value, commandLabel(command, null)))
}

/** The settings document has the workspace's own id, so that every device finds it without looking. */
export function settingsChange(keys: StudioKeys, values: Values, label: string, undoable = true): ChangeSet {
  const change: Change = { kind: 'write', collection: settings, id: keys.workspace, values, action: 'UPDATE' }
  return { changes: [change], label, undoable, notes: null }
}

function planWrites(
  deps: PlanDeps,
  command: Extract<Command, { ids: readonly string[] }>,
  valuesOf: (row: Row) => Values,
  action: AuditAction,
): Result<ChangeSet, CommandFailure> {
  const missing = command.ids.filter(id => deps.model.row('creator', id) === null)
  if (missing.length > 0) return err({ kind: 'missing', ids: missing })
  const rows = [...new Set(command.ids)].flatMap(id => deps.model.row('creator', id) ?? [])
  const changes = rows.map((row): Change => ({
    kind: 'write',
    collection: creator,
    id: row.id,
    values: valuesOf(row),
    action,
  }))
  const [first] = rows
  return ok({
    changes,
    label: commandLabel(command, first === undefined ? null : displayOf(first)),
    undoable: true,
    notes: null,
  })
}

/** A known record with the same e-mail refuses this one; two devices that could not know are told apart after merging. */
function findDuplicate(model: ReadModel, values: Values, ids: readonly string[]): CommandFailure | null {
  const email = values['creatorEmail']
  if (typeof email !== 'string') return null
  const key = emailKey(email)
  for (const row of model.rows('creator').values()) {
    if (ids.includes(row.id) || row['deletedAt'] !== null || row['isActive'] === false) continue
    const other = row['creatorEmail']
    if (typeof other === 'string' && emailKey(other) === key) {
      return { kind: 'duplicate', field: 'creatorEmail', existing: row.id }
    }
  }
  return ids.length > 1 ? { kind: 'invalid', problems: [{ field: 'creatorEmail', code: 'bad-email' }] } : null
}

function stringsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter(item => typeof item === 'string') : []
}

function displayOf(values: Values): string | null {
  const display = values[creator.display]
  return typeof display === 'string' ? display : null
}
