/**
 * The vocabulary in which collections are declared. One declaration drives forms, validation, tables, filters, CSV,
 * audit diffs, search and what may leave the studio. Rules [D…] in SPEC.md.
 */

/** How concurrent writes of one field come together. */
export type MergeKind =
  /** Last writer wins; the other value stays visible as a conflict until the field is written again. */
  | 'register'
  /** Two people's typing merges word by word. */
  | 'text'
  /** Additions and removals of members merge one by one. */
  | 'set'
  /** Keys merge one by one; within a key the last writer wins. */
  | 'map'
  /** Entries appended on both sides are all kept. */
  | 'list'

export type FieldType =
  | { readonly type: 'string'; readonly max: number; readonly format?: StringFormat }
  | { readonly type: 'text'; readonly max: number }
  | { readonly type: 'date' }
  | { readonly type: 'instant' }
  | { readonly type: 'integer'; readonly min: number; readonly max: number }
  | { readonly type: 'number' }
  /** Minor units and an ISO 4217 code, so that no amount is ever a float. */
  | { readonly type: 'money' }
  | { readonly type: 'boolean' }
  | { readonly type: 'choice'; readonly options: readonly ChoiceOption[] }
  /** `max` of them, each of at most `tagMax` characters. */
  | { readonly type: 'tags'; readonly max: number }
  /** A string list in which order matters; `max` of them. */
  | { readonly type: 'strings'; readonly max: number }
  /** Name → URL; `max` is the length of a URL. */
  | { readonly type: 'links'; readonly max: number }
  | { readonly type: 'image' }
  /** Sealed under the vault key: neither rows, nor logs, nor exports ever hold its plaintext. */
  | { readonly type: 'secret'; readonly holds: 'string' | 'strings' | 'pairs' | 'history' }
  | { readonly type: 'member' }
  /** Field id → value, as the workspace's own definitions say. */
  | { readonly type: 'custom' }
  | { readonly type: 'stages' }
  /** Records of another declaration, keyed by id, inside this document. */
  | { readonly type: 'children'; readonly of: string }

export type StringFormat = 'email' | 'phone' | 'url' | 'handle' | 'timezone'

export type ChoiceOption = { readonly value: string; readonly label: string; readonly aliases?: readonly string[] }

export type FieldDeclaration = FieldType & {
  readonly label: string
  readonly merge: MergeKind
  readonly required?: true
  /** The value of a new record where nothing is given. */
  readonly initial?: string | number | boolean
  /** Set by commands, never by hand: not on forms, nor in imports. */
  readonly managed?: true
  /** Never leaves the studio: left out of exports to others, portals and anything sent to a model. */
  readonly internal?: true
  /** Looked through by free-text search. */
  readonly searched?: true
  /** Offered as a filter of lists. */
  readonly filtered?: true
  /** Forms offer the values that the field already has elsewhere. */
  readonly suggestsUsed?: true
  /** Further offers of a form, besides those. */
  readonly suggestions?: readonly string[]
  /** No two active records should share it; see `duplicates`. */
  readonly unique?: true
  /** The social platform of a handle: its profile is at `profileUrl` followed by the bare handle. */
  readonly profileUrl?: string
  /** The hosts whose addresses may stand for a handle. */
  readonly profileHosts?: readonly string[]
  /** Which block of the form and page it stands in. */
  readonly section?: string
  /** Header words of files that mean this field, besides its name and label; compared folded. */
  readonly aliases?: readonly string[]
  /** Under the input, where the label does not say enough. */
  readonly help?: string
  /** Width class of its column in tables; absent: not a default column. */
  readonly column?: 'narrow' | 'medium' | 'wide'
}

export type CollectionDeclaration = {
  /** In code, in documents and in audit events. */
  readonly name: string
  /** On screen. */
  readonly singular: string
  readonly plural: string
  /** `document`: one Automerge document a record. `inside`: a map within its parent's document. */
  readonly stored: 'document' | 'inside'
  /** The schema of its documents: goes up with every change that older code could misread. */
  readonly schema: number
  /** The field whose value names a record on screen and in the audit trail. */
  readonly display: string
  readonly sections: readonly { readonly id: string; readonly label: string }[]
  readonly fields: Readonly<Record<string, FieldDeclaration>>
}

export function defineCollection<const Declaration extends CollectionDeclaration>(
  declaration: Declaration,
): Declaration {
  return declaration
}
