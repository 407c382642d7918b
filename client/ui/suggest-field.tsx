import { useId, useRef, type ComponentProps } from 'react'
import { classNames } from './class-names.ts'
import { controlClass, Labelled, type LabelledProps } from './labelled.tsx'
import { SuggestionList } from './suggestion-list.tsx'
import { labelledProps } from './text-field.tsx'
import { useUiWords } from './ui-words.tsx'
import { useSuggestions } from './use-suggestions.ts'

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
export function SuggestField(props: SuggestFieldProps) {
  const { label, help, error, required, labelHidden, className, id, value, onValueChange, suggestions, ...input } =
    props
  const words = useUiWords()
  const listId = useId()
  const inputRef = useRef<HTMLInputElement>(null)
  const list = useSuggestions(suggestions, value, taken => {
    onValueChange(taken)
    inputRef.current?.focus()
  })
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
            aria-controls={list.isShown ? listId : undefined}
            aria-activedescendant={list.isShown && list.active >= 0 ? `${listId}-${list.active}` : undefined}
            className={classNames(controlClass, 'h-8 coarse:h-11')}
            onChange={event => {
              onValueChange(event.currentTarget.value)
              list.open()
            }}
            onKeyDown={event => {
              list.onKeyDown(event)
              input.onKeyDown?.(event)
            }}
            onClick={list.open}
            onBlur={event => {
              list.close()
              input.onBlur?.(event)
            }}
          />
          <span role="status" className="sr-only">
            {list.isShown ? words.suggestions(list.matches.length) : ''}
          </span>
          {list.isShown && (
            <SuggestionList id={listId} label={label} matches={list.matches} active={list.active} onTake={list.take} />
          )}
        </div>
      )}
    </Labelled>
  )
}
