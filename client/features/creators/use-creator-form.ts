import { useCallback, useMemo, useState } from 'react'
import { creator } from '#shared/domain/creator.ts'
import { findByEmail } from '#shared/domain/duplicates.ts'
import type { FieldDeclaration } from '#shared/domain/field.ts'
import { parseFieldValue } from '#shared/domain/parse-field-value.ts'
import type { FieldProblem, Problem } from '#shared/domain/problem.ts'
import type { CreatorRow, CreatorValues, ImageValue } from '#shared/domain/row.ts'
import { parseValues } from '#shared/domain/values.ts'
import { resizeImage, type ResizeFailure } from '#client/platform/resize-image.ts'
import {
  changedDraft,
  editableFields,
  newDraft,
  rowToDraft,
  valueToDraft,
  type Draft,
  type DraftValue,
} from './field-draft.ts'
import { useFormPictures, type FormPictures } from './use-form-pictures.ts'

export type FormProblem =
  | Problem
  | { readonly code: 'duplicate'; readonly existing: CreatorRow }
  /** A file that was offered as a picture: what stood there before stands there still. */
  | { readonly code: 'picture'; readonly failure: ResizeFailure }
export type FormProblems = ReadonlyMap<string, FormProblem>

export type CreatorForm = {
  readonly draft: Draft
  readonly problems: FormProblems
  readonly pictures: FormPictures
  readonly isDirty: boolean
  readonly set: (name: string, value: DraftValue) => void
  /** On leaving a field: shows it as it will be kept, or what is wrong with it. */
  readonly settle: (name: string, declaration: FieldDeclaration) => void
  readonly choosePicture: (name: string, file: Blob) => Promise<void>
  readonly removePicture: (name: string) => void
  /** It is in the studio now: a further press of Save does not store it again. */
  readonly pictureStored: (name: string, value: ImageValue) => void
  /** The values to write but the chosen pictures, or null where something is wrong; an empty object where nothing changed. */
  readonly check: () => CreatorValues | null
  readonly refuse: (problems: readonly FieldProblem[]) => void
  readonly refuseDuplicate: (field: string, existing: CreatorRow) => void
}

export function useCreatorForm(
  row: CreatorRow | null,
  rows: readonly CreatorRow[],
  resize: typeof resizeImage = resizeImage,
): CreatorForm {
  const [before] = useState(() => (row === null ? newDraft() : rowToDraft(row)))
  const [draft, setDraft] = useState(before)
  const [problems, setProblems] = useState<FormProblems>(new Map())
  const isTyped = useMemo(() => Object.keys(changedDraft(before, draft)).length > 0, [before, draft])
  const pictures = useFormPictures(resize, (name, failure) =>
    setProblems(present => new Map(present).set(name, { code: 'picture', failure })),
  )

  const set = useCallback((name: string, value: DraftValue) => {
    setDraft(present => ({ ...present, [name]: value }))
    setProblems(present => without(present, name))
  }, [])

  function choosePicture(name: string, file: Blob): Promise<void> {
    setProblems(present => without(present, name))
    return pictures.choose(name, file)
  }

  function removePicture(name: string): void {
    pictures.forget(name)
    set(name, '')
  }

  function pictureStored(name: string, value: ImageValue): void {
    pictures.forget(name)
    set(name, value)
  }

  function settle(name: string, declaration: FieldDeclaration): void {
    const typed = draft[name]
    if (typed === undefined || typed === '') return
    const parsed = parseFieldValue(declaration, typed)
    if (!parsed.ok) return setProblems(present => new Map(present).set(name, parsed.error))
    setDraft(present => ({ ...present, [name]: valueToDraft(declaration, parsed.value) }))
    if (name !== 'creatorEmail' || typeof parsed.value !== 'string') return
    const existing = findByEmail(rows, parsed.value, row?.id)
    if (existing !== undefined) refuseDuplicate(name, existing)
  }

  function check(): CreatorValues | null {
    const typed = row === null ? draft : changedDraft(before, draft)
    const entered = Object.entries(typed).filter(([name]) => !pictures.chosen.has(name))
    const parsed = parseValues(creator, Object.fromEntries(entered), row === null ? 'create' : 'update')
    if (!parsed.ok) {
      refuse(parsed.error)
      return null
    }
    const email = parsed.value.creatorEmail
    const existing = typeof email === 'string' ? findByEmail(rows, email, row?.id) : undefined
    if (existing !== undefined) {
      refuseDuplicate('creatorEmail', existing)
      return null
    }
    return parsed.value
  }

  function refuse(found: readonly FieldProblem[]): void {
    setProblems(new Map(found.map(problem => [problem.field, problem])))
  }

  function refuseDuplicate(field: string, existing: CreatorRow): void {
    setProblems(present => new Map(present).set(field, { code: 'duplicate', existing }))
  }

  return {
    draft,
    problems,
    pictures,
    isDirty: isTyped || pictures.chosen.size > 0,
    set,
    choosePicture,
    removePicture,
    pictureStored,
    settle,
    check,
    refuse,
    refuseDuplicate,
  }
}

/** In the order of the form, so that the summary and the focus begin at the top. */
export function orderedProblems(problems: FormProblems): readonly (readonly [string, FormProblem])[] {
  return editableFields.flatMap(({ name }) => {
    const problem = problems.get(name)
    return problem === undefined ? [] : [[name, problem] as const]
  })
}

function without(problems: FormProblems, name: string): FormProblems {
  if (!problems.has(name)) return problems
  return new Map([...problems].filter(([field]) => field !== name))
}
