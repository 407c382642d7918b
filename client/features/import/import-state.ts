import type { CommandFailure } from '#client/core/api.ts'
import type { DateOrders } from './import-columns.ts'
import type { DecodeFailure, Encoding } from './decode-file.ts'
import type { ColumnMatch } from './match-columns.ts'
import type { CsvFailure, CsvTable } from './parse-csv.ts'
import type { ImportMode } from './plan-import.ts'
import type { ImportPlan } from './run-plan.ts'

export type LoadedFile = {
  readonly name: string
  readonly table: CsvTable
  readonly encoding: Encoding
  readonly guessed: boolean
}

export type FileProblem =
  | { readonly kind: Exclude<DecodeFailure, 'too-large'> | 'unreadable' }
  | { readonly kind: 'too-large'; readonly bytes: number }
  | Exclude<CsvFailure, { readonly kind: 'stopped' }>

export type ImportCounts = {
  readonly created: number
  readonly updated: number
  readonly skipped: number
  readonly refused: number
}

/** What the person chose about a file that was read. */
export type Choices = {
  readonly file: LoadedFile
  readonly matches: readonly ColumnMatch[]
  readonly orders: DateOrders
  readonly mode: ImportMode
}

export type ImportState =
  | { readonly step: 'file'; readonly problem: FileProblem | null }
  | { readonly step: 'reading'; readonly share: number }
  | { readonly step: 'columns'; readonly choices: Choices }
  | { readonly step: 'planning'; readonly choices: Choices; readonly done: number }
  | {
      readonly step: 'preview'
      readonly choices: Choices
      readonly plan: ImportPlan
      readonly failure: CommandFailure | null
    }
  | { readonly step: 'writing'; readonly choices: Choices; readonly done: number; readonly total: number }
  | {
      readonly step: 'done'
      readonly counts: ImportCounts
      /** The step that undo would take back; null when nothing was written. */
      readonly undoes: string | null
    }
