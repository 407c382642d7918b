import { ChevronDown } from 'lucide-react'
import { useMemo, useState } from 'react'
import { fold } from '#shared/domain/search-text.ts'
import { Checkbox } from '#client/ui/checkbox.tsx'
import { classNames } from '#client/ui/class-names.ts'
import { Popover } from '#client/ui/popover.tsx'
import { TextField } from '#client/ui/text-field.tsx'
import { words } from '#client/words/en.ts'

export type FacetPopoverProps<Value extends string | number> = {
  readonly label: string
  readonly options: readonly { readonly value: Value; readonly label: string }[]
  readonly counts: ReadonlyMap<Value, number>
  readonly chosen: readonly Value[]
  readonly onToggle: (value: Value) => void
}

const findFrom = 9
const shownMax = 80

/** A filter with more choices than there is room for. */
export function FacetPopover<Value extends string | number>(props: FacetPopoverProps<Value>) {
  const { label, chosen } = props
  return (
    <Popover
      className="w-64 p-2"
      trigger={
        <button
          type="button"
          className={classNames(
            'inline-flex h-7 shrink-0 items-center gap-1 whitespace-nowrap rounded-full border px-2.5 text-sm coarse:h-11 coarse:px-3.5',
            chosen.length > 0
              ? 'border-accent bg-accent-soft text-accent-text'
              : 'border-line-strong text-muted hover:bg-hover hover:text-ink',
          )}
        >
          {label}
          {chosen.length > 0 && <span className="tabular text-xs">{chosen.length}</span>}
          <ChevronDown aria-hidden className="-mr-0.5 size-3.5" />
        </button>
      }
    >
      <FacetChoices {...props} />
    </Popover>
  )
}

function FacetChoices<Value extends string | number>(props: FacetPopoverProps<Value>) {
  const { label, options, counts, chosen, onToggle } = props
  const [typed, setTyped] = useState('')
  const found = useMemo(() => {
    const needle = fold(typed.trim())
    return options.filter(option => fold(option.label).includes(needle)).slice(0, shownMax)
  }, [options, typed])
  return (
    <div role="group" aria-label={label} className="flex flex-col gap-1">
      {options.length >= findFrom && (
        <TextField
          label={words.creators.find(label)}
          labelHidden
          placeholder={words.creators.find(label)}
          value={typed}
          onChange={event => setTyped(event.currentTarget.value)}
        />
      )}
      {found.length === 0 && <p className="px-1.5 py-1 text-sm text-muted">{words.creators.nothingFits}</p>}
      <ul className="max-h-72 overflow-y-auto">
        {found.map(option => (
          <li key={option.value} className="flex items-center gap-2 rounded-sm px-1.5 hover:bg-hover">
            <Checkbox
              label={<span dir="auto">{option.label}</span>}
              checked={chosen.includes(option.value)}
              className="min-w-0 flex-1 py-1.5"
              onChange={() => onToggle(option.value)}
            />
            <span className="tabular shrink-0 text-xs text-faint">{counts.get(option.value) ?? 0}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
