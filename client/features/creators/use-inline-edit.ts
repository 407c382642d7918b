import { useState } from 'react'
import { creator } from '#shared/domain/creator.ts'
import { findByEmail } from '#shared/domain/duplicates.ts'
import type { FieldDeclaration } from '#shared/domain/field.ts'
import type { CreatorRow } from '#shared/domain/row.ts'
import { valuesEqual } from '#shared/domain/values-equal.ts'
import { parseValues } from '#shared/domain/values.ts'
import { useCommand } from '#client/store/commands.ts'
import { words } from '#client/words/en.ts'
import { valueToDraft, type DraftValue } from './field-draft.ts'
import type { FormProblem } from './use-creator-form.ts'

export type InlineEdit = {
  /** Null: the value stands there to be read. */
  readonly draft: DraftValue | null
  readonly problem: FormProblem | null
  readonly begin: () => void
  readonly change: (draft: DraftValue) => void
  readonly cancel: () => void
  /** Writes what was typed, or the given value at once. */
  readonly save: (now?: DraftValue) => Promise<void>
}

export type InlineTarget = {
  readonly name: string
  readonly declaration: FieldDeclaration
  readonly row: CreatorRow
  readonly rows: readonly CreatorRow[]
}

/** One field of a record being edited where it stands. */
export function useInlineEdit({ name, declaration, row, rows }: InlineTarget): InlineEdit {
  const [draft, setDraft] = useState<DraftValue | null>(null)
  const [problem, setProblem] = useState<FormProblem | null>(null)
  const { run } = useCommand()
  const values: Readonly<Record<string, unknown>> = row
  const present = valueToDraft(declaration, values[name])

  const cancel = () => {
    setDraft(null)
    setProblem(null)
  }
  const change = (next: DraftValue) => {
    setDraft(next)
    setProblem(null)
  }
  const save = async (now?: DraftValue) => {
    const typed = now ?? draft
    if (typed === null || valuesEqual(typed, present)) return cancel()
    const parsed = parseValues(creator, { [name]: typed }, 'update')
    if (!parsed.ok) return setProblem(parsed.error[0] ?? null)
    const existing = findByEmail(rows, parsed.value.creatorEmail ?? '', row.id)
    if (existing !== undefined) return setProblem({ code: 'duplicate', existing })
    const result = await run(
      { kind: 'update', collection: 'creator', ids: [row.id], values: parsed.value },
      { done: words.creators.done.field(declaration.label) },
    )
    if (result.ok || result.error.kind === 'nothing-to-do') cancel()
    else if (result.error.kind === 'invalid') setProblem(result.error.problems[0] ?? null)
  }
  return { draft, problem, begin: () => setDraft(present), change, cancel, save }
}
