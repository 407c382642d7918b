import { useBlocker } from '@tanstack/react-router'
import { useMemo, useEffect, useRef, useState, type FormEvent, type RefObject } from 'react'
import type { CreatorRow, CreatorValues, ImageValue } from '#shared/domain/row.ts'
import { commandKeyLabel } from '#client/parts/command-key.ts'
import { fieldLabel } from '#client/parts/value-words.ts'
import { useCommand, type CommandRunner } from '#client/store/commands.ts'
import { useCreators } from '#client/store/core-context.tsx'
import { useNow } from '#client/store/use-now.ts'
import { useRun } from '#client/store/use-run.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { ConfirmDialog } from '#client/ui/confirm-dialog.tsx'
import { Drawer } from '#client/ui/drawer.tsx'
import { Kbd } from '#client/ui/kbd.tsx'
import { words } from '#client/words/en.ts'
import { creatorSections, editableFields } from './field-draft.ts'
import { FieldInput, inputKind } from './field-input.tsx'
import { FormPicture } from './form-picture.tsx'
import { fieldSuggestions, zoneOptions } from './field-offers.ts'
import { ProblemText } from './problem-text.tsx'
import { orderedProblems, useCreatorForm, type CreatorForm } from './use-creator-form.ts'

export type CreatorFormProps = {
  /** Null: a new creator. */
  readonly row: CreatorRow | null
  readonly onClose: () => void
  readonly onSaved: (id: string) => void
}

/** Every field of a creator, from the registry. Leaving it with something typed asks first. */
export function CreatorFormDrawer({ row, onClose, onSaved }: CreatorFormProps) {
  const rows = useCreators()
  const form = useCreatorForm(row, rows)
  const { run, storeImage } = useCommand()
  const runTask = useRun()
  const [isSaving, setIsSaving] = useState(false)
  const isBusy = isSaving || form.pictures.reading.size > 0
  const isDone = useRef(false)
  const body = useRef<HTMLFormElement>(null)
  const blocker = useBlocker({
    shouldBlockFn: () => form.isDirty && !isDone.current,
    enableBeforeUnload: () => form.isDirty && !isDone.current,
    withResolver: true,
  })

  async function save(): Promise<void> {
    if (isBusy) return
    const typed = form.check()
    if (typed === null) return focusFirstProblem(body.current)
    const { chosen } = form.pictures
    if (row !== null && Object.keys(typed).length + chosen.size === 0) return onClose()
    setIsSaving(true)
    const stored = await storePictures(form, storeImage)
    if (stored === null) return setIsSaving(false)
    const values: CreatorValues = { ...typed, ...stored }
    const result = await run(
      row === null
        ? { kind: 'create', collection: 'creator', values }
        : { kind: 'update', collection: 'creator', ids: [row.id], values },
      { done: doneWords(row, values.brandName) },
    )
    setIsSaving(false)
    if (!result.ok && result.error.kind === 'invalid') return form.refuse(result.error.problems)
    if (!result.ok && result.error.kind !== 'nothing-to-do') return
    isDone.current = true
    const id = result.ok ? result.value.ids[0] : row?.id
    if (id === undefined) onClose()
    else onSaved(id)
  }

  const submit = () => runTask('save', save)

  useSaveKey(body, submit)
  return (
    <>
      <Drawer
        open
        onOpenChange={open => (open ? undefined : onClose())}
        title={row === null ? words.creators.form.new : words.creators.form.edit(row.brandName)}
        initialFocus={firstInput}
        footer={<FormFooter isSaving={isBusy} onClose={onClose} onSave={submit} />}
      >
        <form
          ref={body}
          noValidate
          onSubmit={(event: FormEvent) => {
            event.preventDefault()
            submit()
          }}
        >
          <ProblemSummary form={form} />
          <FormSections form={form} rows={rows} />
          <button type="submit" hidden tabIndex={-1} aria-hidden>
            {words.creators.form.save}
          </button>
        </form>
      </Drawer>
      <ConfirmDialog
        open={blocker.status === 'blocked'}
        onOpenChange={open => (open ? undefined : blocker.reset?.())}
        title={words.creators.form.leaveTitle}
        description={words.creators.form.leaveText}
        confirmLabel={words.creators.form.leave}
        cancelLabel={words.creators.form.stay}
        onConfirm={() => blocker.proceed?.()}
        danger
      />
    </>
  )
}

/** Before the record that shows them. Null where one could not be written; the toast said why. */
async function storePictures(
  form: CreatorForm,
  storeImage: CommandRunner['storeImage'],
): Promise<Readonly<Record<string, ImageValue>> | null> {
  const values: Record<string, ImageValue> = {}
  for (const [name, { image }] of form.pictures.chosen) {
    const stored = await storeImage(image)
    if (!stored.ok) return null
    form.pictureStored(name, stored.value)
    values[name] = stored.value
  }
  return values
}

type FormFooterProps = { readonly isSaving: boolean; readonly onClose: () => void; readonly onSave: () => void }

function FormFooter({ isSaving, onClose, onSave }: FormFooterProps) {
  return (
    <>
      <span className="mr-auto hidden items-center gap-1 text-xs text-faint sm:flex">
        <Kbd>{commandKeyLabel}</Kbd> <Kbd>Enter</Kbd> {words.creators.form.saveByKey}
      </span>
      <Button onClick={onClose}>{words.creators.form.cancel}</Button>
      <Button variant="primary" busy={isSaving} onClick={onSave}>
        {words.creators.form.save}
      </Button>
    </>
  )
}

function FormSections({ form, rows }: { readonly form: CreatorForm; readonly rows: readonly CreatorRow[] }) {
  const now = useNow()
  const zones = useMemo(() => {
    let made: ReturnType<typeof zoneOptions> | null = null
    return () => (made ??= zoneOptions(now))
  }, [now])
  const suggestions = useMemo(
    () =>
      new Map(
        creatorSections.flatMap(section =>
          section.fields.map(({ name, declaration }) => [name, fieldSuggestions(declaration, name, rows)] as const),
        ),
      ),
    [rows],
  )
  return creatorSections.map(section => (
    <fieldset key={section.id} className="mb-7 flex flex-col gap-4 last:mb-0">
      <legend className="mb-3 w-full border-b border-line pb-1.5 text-sm font-semibold">{section.label}</legend>
      <div className="grid gap-x-4 gap-y-4 sm:grid-cols-2">
        {section.fields.map(({ name, declaration }) => {
          if (declaration.type === 'image') {
            return (
              <div key={name} className="sm:col-span-2">
                <FormPicture name={name} declaration={declaration} form={form} />
              </div>
            )
          }
          const offered = suggestions.get(name) ?? []
          const problem = form.problems.get(name)
          return (
            <div key={name} className={isWide(inputKind(declaration, offered)) ? 'sm:col-span-2' : undefined}>
              <FieldInput
                declaration={declaration}
                id={`creator-${name}`}
                value={form.draft[name] ?? ''}
                onChange={value => form.set(name, value)}
                onBlur={() => form.settle(name, declaration)}
                {...(problem === undefined ? {} : { error: <ProblemText problem={problem} /> })}
                suggestions={offered}
                zones={zones}
              />
            </div>
          )
        })}
      </div>
    </fieldset>
  ))
}

/** Says how many fields there are to look at, and leads to each. */
function ProblemSummary({ form }: { readonly form: CreatorForm }) {
  const problems = orderedProblems(form.problems)
  if (problems.length === 0) return null
  return (
    <Banner tone="bad" live="status" title={words.creators.form.problems(problems.length)} className="mb-5">
      <ul className="flex flex-wrap gap-x-3">
        {problems.map(([name]) => (
          <li key={name}>
            <a
              href={`#creator-${name}`}
              className="underline underline-offset-2 coarse:inline-flex coarse:min-h-11 coarse:items-center"
              onClick={event => {
                event.preventDefault()
                document.getElementById(`creator-${name}`)?.focus()
              }}
            >
              {fieldLabel(name)}
            </a>
          </li>
        ))}
      </ul>
    </Banner>
  )
}

/** ⌘ Enter saves from every input of the form, long texts included. */
function useSaveKey(form: RefObject<HTMLFormElement | null>, save: () => void): void {
  const latest = useRef(save)
  useEffect(() => {
    latest.current = save
  })
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const isInForm = event.target instanceof Node && form.current?.contains(event.target) === true
      if (!isInForm || event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return
      event.preventDefault()
      latest.current()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [form])
}

/** Found when the drawer asks for it, which is once the inputs are there. */
const firstInput: RefObject<HTMLElement | null> = {
  get current() {
    return document.getElementById(`creator-${editableFields[0]?.name ?? ''}`)
  },
}

function focusFirstProblem(form: HTMLFormElement | null): void {
  // The inputs are marked in the same turn; the next frame has them.
  requestAnimationFrame(() => form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
}

function isWide(kind: ReturnType<typeof inputKind>): boolean {
  return kind === 'lines' || kind === 'tags'
}

function doneWords(row: CreatorRow | null, brand: string | undefined): string {
  return row === null ? words.creators.done.created(brand ?? '') : words.creators.done.saved(brand ?? row.brandName)
}
