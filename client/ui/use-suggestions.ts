import { useMemo, useState, type KeyboardEvent } from 'react'

export type Suggestions = {
  readonly isShown: boolean
  readonly matches: readonly string[]
  /** -1: none. */
  readonly active: number
  readonly open: () => void
  readonly close: () => void
  readonly take: (suggestion: string) => void
  readonly onKeyDown: (event: KeyboardEvent) => void
}

const shownAtMost = 8

/** What a list of suggestions does under the keys. `preventDefault` marks the keys that it used. */
export function useSuggestions(
  suggestions: readonly string[],
  typed: string,
  onTake: (suggestion: string) => void,
): Suggestions {
  const [isOpen, setOpen] = useState(false)
  const [active, setActive] = useState(-1)
  const matches = useMemo(() => matching(suggestions, typed), [suggestions, typed])
  const isShown = isOpen && matches.length > 0

  function show(open: boolean): void {
    setOpen(open)
    setActive(-1)
  }

  function take(suggestion: string): void {
    show(false)
    onTake(suggestion)
  }

  function onKeyDown(event: KeyboardEvent): void {
    const chosen = matches[active]
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      setOpen(true)
      setActive(moved(active, event.key === 'ArrowDown' ? 1 : -1, matches.length))
    } else if (event.key === 'Enter' && isShown && chosen !== undefined) {
      event.preventDefault()
      take(chosen)
    } else if (event.key === 'Escape' && isShown) {
      event.preventDefault()
      event.stopPropagation()
      show(false)
    }
  }

  return { isShown, matches, active, open: () => show(true), close: () => show(false), take, onKeyDown }
}

function matching(suggestions: readonly string[], typed: string): readonly string[] {
  const needle = typed.trim().toLocaleLowerCase()
  const found = suggestions.filter(suggestion => {
    const folded = suggestion.toLocaleLowerCase()
    return folded.includes(needle) && folded !== needle
  })
  return found.slice(0, shownAtMost)
}

function moved(active: number, by: 1 | -1, count: number): number {
  if (count === 0) return -1
  if (active === -1) return by === 1 ? 0 : count - 1
  return (active + by + count) % count
}
