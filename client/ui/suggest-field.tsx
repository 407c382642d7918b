import { useId, useMemo, useRef, useState, type ChangeEvent, type ComponentProps, type KeyboardEvent } from 'react'
import { classNames } from './class-names.ts'
import { controlClass, Labelled, type LabelledProps } from './labelled.tsx'
import { labelledProps } from './text-field.tsx'
import { useUiWords } from './ui-words.tsx'

export type SuggestFieldProps = LabelledProps &
  Omit<ComponentProps<'input'>, 'className' | 'required' | 'value' | 'onChange' | 'type'> & {
    readonly value: string
    readonly onValueChange: (value: string) => void
    readonly suggestions: readonly string[]
  }

/**
 * A text box that may hold anything and offers what was used before. It stays a textbox to assistive technology, with
 * its suggestions counted aloud; arrow keys choose, Enter takes, Escape closes.
 */
export function SuggestField({
  label,
  help,
  error,
  required,
  labelHidden,
  className,
  id,
  value,
  onValueChange,
  suggestions,
  ...input
}: SuggestFieldProps) {
  const words = useUiWords()
  const listId = useId()
  const [open, setOpen] = useState(false)
  const [active, setActive] = useState(-1)
  const inputRef = useRef<HTMLInputElement>(null)
  const matches = useMemo(() => matching(suggestions, value), [suggestions, value])
  const shown = open && matches.length > 0

  function take(suggestion: string): void {
    onValueChange(suggestion)
    setOpen(false)
    setActive(-1)
    inputRef.current?.focus()
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    const chosen = matches[active]
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      setOpen(true)
      setActive(moved(active, event.key === 'ArrowDown' ? 1 : -1, matches.length))
    } else if (event.key === 'Enter' && shown && chosen !== undefined) {
      event.preventDefault()
      take(chosen)
    } else if (event.key === 'Escape' && shown) {
      event.stopPropagation()
      setOpen(false)
    }
    input.onKeyDown?.(event)
  }

  return (
    <Labelled {...labelledProps({ label, help, error, required, labelHidden, className })} id={id}>
      {ids => (
        <div className="relative">
          <input
            autoComplete="off"
            {...input}
            {...ids}
            ref={inputRef}
            type="text"
            value={value}
            aria-required={required || undefined}
            aria-autocomplete="list"
            aria-controls={shown ? listId : undefined}
            aria-activedescendant={shown && active >= 0 ? `${listId}-${active}` : undefined}
            className={classNames(controlClass, 'h-8 coarse:h-11')}
            onChange={(event: ChangeEvent<HTMLInputElement>) => {
              onValueChange(event.currentTarget.value)
              setOpen(true)
              setActive(-1)
            }}
            onKeyDown={onKeyDown}
            onClick={() => setOpen(true)}
            onBlur={event => {
              setOpen(false)
              input.onBlur?.(event)
            }}
          />
          <span role="status" className="sr-only">
            {shown ? words.suggestions(matches.length) : ''}
          </span>
          {shown && (
            <div
              id={listId}
              role="listbox"
              aria-label={label}
              className="absolute inset-x-0 top-full z-30 mt-1 max-h-60 overflow-y-auto rounded-md border border-line-strong bg-surface py-1 shadow-pop"
            >
              {matches.map((suggestion, index) => (
                // The keyboard reaches the options through the text box (aria-activedescendant).
                // eslint-disable-next-line jsx-a11y/click-events-have-key-events
                <div
                  key={suggestion}
                  id={`${listId}-${index}`}
                  role="option"
                  aria-selected={index === active}
                  tabIndex={-1}
                  className="flex h-8 cursor-default items-center px-2.5 text-base hover:bg-hover aria-selected:bg-hover coarse:h-11"
                  onPointerDown={event => event.preventDefault()}
                  onClick={() => take(suggestion)}
                >
                  <span className="truncate">{suggestion}</span>
                </div>
              ))}
            </div>
          )}
        </div>
      )}
    </Labelled>
  )
}

function matching(suggestions: readonly string[], typed: string): readonly string[] {
  const needle = typed.trim().toLocaleLowerCase()
  const found = suggestions.filter(suggestion => {
    const folded = suggestion.toLocaleLowerCase()
    return folded.includes(needle) && folded !== needle
  })
  return found.slice(0, 8)
}

function moved(active: number, by: 1 | -1, count: number): number {
  if (count === 0) return -1
  if (active === -1) return by === 1 ? 0 : count - 1
  return (active + by + count) % count
}
