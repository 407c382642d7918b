export type SuggestionListProps = {
  readonly id: string
  readonly label: string
  readonly matches: readonly string[]
  readonly active: number
  readonly onTake: (suggestion: string) => void
}

/** The keyboard reaches the options through the text box, which names the active one (aria-activedescendant). */
export function SuggestionList({ id, label, matches, active, onTake }: SuggestionListProps) {
  return (
    <div
      id={id}
      role="listbox"
      aria-label={label}
      className="absolute inset-x-0 top-full z-30 mt-1 max-h-60 overflow-y-auto rounded-md border border-line-strong bg-surface py-1 shadow-pop"
    >
      {matches.map((suggestion, index) => (
        // eslint-disable-next-line jsx-a11y/click-events-have-key-events
        <div
          key={suggestion}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === active}
          tabIndex={-1}
          className="flex h-8 cursor-default items-center px-2.5 text-base hover:bg-hover aria-selected:bg-hover coarse:h-11"
          onPointerDown={event => event.preventDefault()}
          onClick={() => onTake(suggestion)}
        >
          <span className="truncate">{suggestion}</span>
        </div>
      ))}
    </div>
  )
}
