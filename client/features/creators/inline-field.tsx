import { useEffect, useMemo, useRef, type FocusEvent, type KeyboardEvent } from 'react'
import { useNow } from '#client/store/use-now.ts'
import { useRun } from '#client/store/use-run.ts'
import { Checkbox } from '#client/ui/checkbox.tsx'
import { classNames } from '#client/ui/class-names.ts'
import { words } from '#client/words/en.ts'
import { ConflictMark } from './conflict-mark.tsx'
import { FieldInput, inputKind } from './field-input.tsx'
import { fieldSuggestions, zoneOptions } from './field-offers.ts'
import { FieldValueView } from './field-value-view.tsx'
import { InlinePicture } from './inline-picture.tsx'
import { ProblemText } from './problem-text.tsx'
import { useInlineEdit, type InlineEdit, type InlineTarget } from './use-inline-edit.ts'

export type InlineFieldProps = InlineTarget & { readonly className?: string | undefined }

/** A field to read; a press makes it an input, which is saved when it is left. Pictures have buttons of their own. */
export function InlineField(props: InlineFieldProps) {
  const { name, declaration, row } = props
  return declaration.type === 'image' ? (
    <InlinePicture name={name} declaration={declaration} row={row} />
  ) : (
    <InlineValue {...props} />
  )
}

function InlineValue(props: InlineFieldProps) {
  const { name, declaration, row, className } = props
  const edit = useInlineEdit(props)
  const run = useRun()
  const button = useRef<HTMLButtonElement>(null)
  const wasEditing = useRef(false)
  const isEditing = edit.draft !== null
  useEffect(() => {
    // Whoever leaves by Enter or Escape stands where they began; whoever went elsewhere stays there.
    if (wasEditing.current && !isEditing && document.activeElement === document.body) button.current?.focus()
    wasEditing.current = isEditing
  }, [isEditing])

  const values: Readonly<Record<string, unknown>> = row
  const value = values[name]
  if (declaration.type === 'boolean') {
    return (
      <div className={classNames('self-center', className)}>
        <Checkbox
          label={declaration.label}
          checked={value === true}
          onChange={event => {
            const checked = event.currentTarget.checked
            run('edit', () => edit.save(checked))
          }}
        />
      </div>
    )
  }
  return (
    <div className={classNames('relative min-w-0', className)}>
      {isEditing ? (
        <InlineEditor {...props} edit={edit} />
      ) : (
        <button
          ref={button}
          type="button"
          onClick={edit.begin}
          className="-mx-2 flex min-h-12 w-[calc(100%+1rem)] flex-col items-start gap-0.5 rounded-md px-2 py-1 text-left hover:bg-hover"
        >
          <span className="sr-only">{words.creators.page.editField}</span>
          <span className="text-xs text-faint">{declaration.label}</span>
          <span className="w-full min-w-0 text-base">
            <FieldValueView name={name} declaration={declaration} value={value} />
          </span>
        </button>
      )}
      {!isEditing && row.conflicts.includes(name) && <ConflictMark row={row} name={name} />}
    </div>
  )
}

function InlineEditor({ name, declaration, rows, edit }: InlineFieldProps & { readonly edit: InlineEdit }) {
  const box = useRef<HTMLDivElement>(null)
  const run = useRun()
  const now = useNow()
  const suggestions = useMemo(() => fieldSuggestions(declaration, name, rows), [declaration, name, rows])
  const kind = inputKind(declaration, suggestions)
  useEffect(() => {
    const input = box.current?.querySelector<HTMLElement>('input, textarea, select')
    input?.focus()
    if (input instanceof HTMLInputElement && input.type === 'text') input.select()
  }, [])

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape' && !event.defaultPrevented) {
      event.stopPropagation()
      edit.cancel()
    } else if (event.key === 'Enter' && savesOnEnter(event, kind)) {
      event.preventDefault()
      run('edit', () => edit.save())
    }
  }

  function onBlur(event: FocusEvent<HTMLDivElement>): void {
    const next = event.relatedTarget
    const staysInside =
      next instanceof Element && (box.current?.contains(next) === true || next.closest(portal) !== null)
    if (staysInside || kind === 'zone') return
    run('edit', () => edit.save())
  }

  return (
    // The handlers belong to the input within; the box only hears what bubbles.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <div ref={box} onKeyDown={onKeyDown} onBlur={onBlur}>
      <FieldInput
        declaration={declaration}
        id={`inline-${name}`}
        value={edit.draft ?? ''}
        onChange={value => {
          edit.change(value)
          if (kind === 'select' || kind === 'zone') run('edit', () => edit.save(value))
        }}
        {...(edit.problem === null ? {} : { error: <ProblemText problem={edit.problem} /> })}
        suggestions={suggestions}
        zones={() => zoneOptions(now)}
      />
    </div>
  )
}

const portal = '[data-base-ui-portal]'

/** In long texts Enter is a new line, and in tags it adds one. */
function savesOnEnter(event: KeyboardEvent, kind: ReturnType<typeof inputKind>): boolean {
  if (event.defaultPrevented || event.nativeEvent.isComposing) return false
  if (event.metaKey || event.ctrlKey) return true
  return kind !== 'lines' && kind !== 'zone'
}
