import type { creator } from './creator.ts'
import type { device } from './device.ts'
import type { fieldDefinition } from './field-definition.ts'
import type { FieldDeclaration } from './field.ts'
import type { member } from './member.ts'
import type { settings } from './settings.ts'
import type { Stage } from './stage.ts'

/** Plain values as the read model, screens, exports and audit diffs hold them. Dates are `YYYY-MM-DD`. */
export type ImageValue = {
  readonly blob: string
  readonly type: string
  readonly width: number
  readonly height: number
}
export type MoneyValue = { readonly minor: number; readonly currency: string }
export type StageEntry = { readonly stage: Stage; readonly at: number; readonly by: string }
export type FieldValue =
  | string
  | number
  | boolean
  | null
  | readonly string[]
  | Readonly<Record<string, string>>
  | ImageValue
  | MoneyValue
  | readonly StageEntry[]
  | Readonly<Record<string, unknown>>

/** The value that a row holds for a field of this type. Absent values are null, never undefined. */
type ValueOf<Field extends FieldDeclaration> = Field extends {
  type: 'choice'
  options: readonly { value: infer Value }[]
}
  ? Value
  : Field extends { type: 'text' }
    ? string
    : Field extends { type: 'string' | 'date' | 'member' }
      ? Field extends { required: true } | { initial: string }
        ? string
        : string | null
      : Field extends { type: 'instant' }
        ? number | null
        : Field extends { type: 'integer'; initial: number }
          ? number
          : Field extends { type: 'integer' | 'number' }
            ? number | null
            : Field extends { type: 'boolean' }
              ? boolean
              : Field extends { type: 'tags' | 'strings' }
                ? readonly string[]
                : Field extends { type: 'links' }
                  ? Readonly<Record<string, string>>
                  : Field extends { type: 'image' }
                    ? ImageValue | null
                    : Field extends { type: 'money' }
                      ? MoneyValue | null
                      : Field extends { type: 'stages' }
                        ? readonly StageEntry[]
                        : Field extends { type: 'custom' | 'children' }
                          ? Readonly<Record<string, unknown>>
                          : never

type RowOf<Collection extends { fields: Readonly<Record<string, FieldDeclaration>> }> = {
  readonly [Name in keyof Collection['fields']]: ValueOf<Collection['fields'][Name]>
} & {
  readonly id: string
  /** Fields in which two devices wrote different values at once and nobody has chosen yet. */
  readonly conflicts: readonly string[]
}

export type CreatorField = keyof (typeof creator)['fields']
export type CreatorRow = RowOf<typeof creator>

/** A record inside another one, as it stands under its id there. */
type InsideOf<Collection extends { fields: Readonly<Record<string, FieldDeclaration>> }> = {
  readonly [Name in keyof Collection['fields']]: ValueOf<Collection['fields'][Name]>
}
export type DeviceEntry = InsideOf<typeof device>
export type MemberEntry = InsideOf<typeof member>
export type FieldDefinitionEntry = InsideOf<typeof fieldDefinition>

export type SettingsRow = Omit<RowOf<typeof settings>, 'devices' | 'members' | 'fieldDefinitions'> & {
  readonly devices: Readonly<Record<string, DeviceEntry>>
  readonly members: Readonly<Record<string, MemberEntry>>
  readonly fieldDefinitions: Readonly<Record<string, FieldDefinitionEntry>>
}

/** What a form, an import or a command hands over: only the fields that are to be written. */
export type CreatorValues = { -readonly [Name in CreatorField]?: CreatorRow[Name] | undefined }

/** Any record of any collection, where code is driven by the registry. */
export type Row = { readonly id: string; readonly conflicts: readonly string[] } & Readonly<Record<string, unknown>>
