import * as z from 'zod/mini'
import type { CreatorRow, SettingsRow } from '#shared/domain/row.ts'
import { bytesToUtf8 } from '#shared/protocol/bytes.ts'
import type { RowPatch } from '#client/core/api.ts'

/**
 * Rows by collection, as the core last told them. Rows are never changed, only replaced: whoever keeps something by a
 * row's identity keeps it right. Nothing here is written by screens.
 */
export type RowStore = {
  readonly creators: () => readonly CreatorRow[]
  readonly creator: (id: string) => CreatorRow | null
  readonly settings: () => SettingsRow | null
  readonly subscribe: (listener: () => void) => () => void
  readonly takeBucket: (json: Uint8Array, last: boolean) => void
  readonly patch: (patches: readonly RowPatch[]) => void
  readonly clear: () => void
}

/** The core checked the rows when it made them; here only the frame is read. */
const Bucket = z.object({
  creator: z.optional(z.array(z.custom<CreatorRow>(isRow))),
  settings: z.optional(z.array(z.custom<SettingsRow>(isRow))),
})

export function createRowStore(): RowStore {
  const creatorsById = new Map<string, CreatorRow>()
  const settingsById = new Map<string, SettingsRow>()
  const listeners = new Set<() => void>()
  let creators: readonly CreatorRow[] | null = []

  const changed = (): void => {
    creators = null
    for (const listener of listeners) listener()
  }
  return {
    // Built when asked for, once a change: 10,000 patches of one import cost one array.
    creators: () => (creators ??= [...creatorsById.values()]),
    creator: id => creatorsById.get(id) ?? null,
    settings: () => settingsById.values().next().value ?? null,
    subscribe: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    takeBucket: (json, last) => {
      const bucket = Bucket.parse(JSON.parse(bytesToUtf8(json)))
      for (const row of bucket.creator ?? []) creatorsById.set(row.id, row)
      for (const row of bucket.settings ?? []) settingsById.set(row.id, row)
      if (last) changed()
    },
    patch: patches => {
      for (const { collection, id, row } of patches) {
        if (collection === 'creator') place(creatorsById, id, asCreator(row))
        else place(settingsById, id, asSettings(row))
      }
      changed()
    },
    clear: () => {
      creatorsById.clear()
      settingsById.clear()
      changed()
    },
  }
}

function place<Row>(byId: Map<string, Row>, id: string, row: Row | null): void {
  if (row === null) byId.delete(id)
  else byId.set(id, row)
}

function asCreator(row: RowPatch['row']): CreatorRow | null {
  // The patch names its collection, and the core projects every row by that collection's declaration.
  // eslint-disable-next-line typescript/no-unsafe-type-assertion
  return row as CreatorRow | null
}

function asSettings(row: RowPatch['row']): SettingsRow | null {
  // eslint-disable-next-line typescript/no-unsafe-type-assertion
  return row as SettingsRow | null
}

function isRow(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string'
}
