import type { CollectionDeclaration } from '#shared/domain/field.ts'
import type { AuditAction } from '../api.ts'

/** What a command comes down to: documents to make and fields to write, by name and by whom they can be taken back. */
export type Change =
  | {
      readonly kind: 'create'
      readonly collection: CollectionDeclaration
      readonly id: string
      readonly values: Values
    }
  | {
      readonly kind: 'write'
      readonly collection: CollectionDeclaration
      readonly id: string
      readonly values: Values
      readonly action: AuditAction
      /** Fields that are written even where they hold the value already: that settles a conflict. */
      readonly settles?: readonly string[]
    }

export type Values = Readonly<Record<string, unknown>>

export type ChangeSet = {
  readonly changes: readonly Change[]
  readonly label: string
  /** Whether ⌘Z takes it back. */
  readonly undoable: boolean
  /** Words for the audit events: where the change came from. */
  readonly notes: string | null
  /** An event for the whole, beside those of its records. */
  readonly summary?: { readonly action: AuditAction; readonly model: string; readonly notes: string }
}
