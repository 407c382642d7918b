import { useRef, useState, type KeyboardEvent } from 'react'
import { Chip } from './chip.tsx'
import { SuggestField, type SuggestFieldProps } from './suggest-field.tsx'

export type TagsFieldProps = Pick<
  SuggestFieldProps,
  'label' | 'help' | 'error' | 'required' | 'className' | 'suggestions' | 'id'
> & {
  readonly value: readonly string[]
  readonly onValueChange: (value: readonly string[]) => void
  readonly hueOf?: (tag: string) => 1 | 2 | 3 | 4 | 5 | 6
}

/** Enter or a comma adds what was typed; Backspace in the empty box takes the last one off. */
export function TagsField({ value, onValueChange, suggestions, hueOf, ...labelled }: TagsFieldProps) {
  const [typed, setTyped] = useState('')
  const box = useRef<HTMLDivElement>(null)

  function add(text: string): void {
    const added = text
      .split(',')
      .map(part => part.trim())
      .filter(part => part !== '' && !value.includes(part))
    if (added.length > 0) onValueChange([...value, ...new Set(added)])
    setTyped('')
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.defaultPrevented) return
    if (event.key === 'Enter' && typed.trim() !== '') {
      event.preventDefault()
      add(typed)
    } else if (event.key === 'Backspace' && typed === '' && value.length > 0) {
      onValueChange(value.slice(0, -1))
    }
  }

  function remove(tag: string): void {
    onValueChange(value.filter(other => other !== tag))
    box.current?.querySelector('input')?.focus()
  }

  const unused = suggestions.filter(suggestion => !value.includes(suggestion))
  return (
    <div ref={box} className="flex flex-col gap-1.5">
      <SuggestField
        {...labelled}
        suggestions={unused}
        value={typed}
        onValueChange={text => (text.includes(',') || unused.includes(text) ? add(text) : setTyped(text))}
        onKeyDown={onKeyDown}
        onBlur={() => add(typed)}
      />
      {value.length > 0 && (
        <span className="flex flex-wrap gap-1">
          {value.map(tag => (
            <Chip
              key={tag}
              name={tag}
              onRemove={() => remove(tag)}
              {...(hueOf === undefined ? {} : { hue: hueOf(tag) })}
            >
              {tag}
            </Chip>
          ))}
        </span>
      )}
    </div>
  )
}
