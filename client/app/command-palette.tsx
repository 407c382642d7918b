import { useMemo, useState, type KeyboardEvent } from 'react'
import { classNames } from '#client/ui/class-names.ts'
import { Dialog } from '#client/ui/dialog.tsx'
import { words } from '#client/words/en.ts'
import { usePaletteEntries, type PaletteEntry } from './palette-entries.tsx'

const { palette } = words.shell

/** Every screen, command and creator behind one box. */
export function CommandPalette({
  onClose,
  onShortcuts,
}: {
  readonly onClose: () => void
  readonly onShortcuts: () => void
}) {
  const [query, setQuery] = useState('')
  const [active, setActive] = useState(0)
  const groups = usePaletteEntries(query, onShortcuts)
  const entries = useMemo(() => groups.flatMap(group => group.entries), [groups])
  const current = Math.min(active, Math.max(0, entries.length - 1))

  function take(entry: PaletteEntry): void {
    onClose()
    entry.run()
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      const by = event.key === 'ArrowDown' ? 1 : -1
      if (entries.length > 0) setActive((current + by + entries.length) % entries.length)
    } else if (event.key === 'Enter') {
      event.preventDefault()
      const entry = entries[current]
      if (entry !== undefined) take(entry)
    }
  }

  return (
    <Dialog open onOpenChange={onClose} title={palette.title} titleHidden>
      <input
        type="text"
        role="combobox"
        aria-label={palette.input}
        aria-expanded
        aria-controls="palette-entries"
        aria-activedescendant={entries[current] === undefined ? undefined : optionId(entries[current])}
        aria-autocomplete="list"
        autoComplete="off"
        spellCheck={false}
        placeholder={palette.hint}
        value={query}
        onChange={event => {
          setQuery(event.currentTarget.value)
          setActive(0)
        }}
        onKeyDown={onKeyDown}
        className="sticky top-0 h-12 w-full border-b border-line bg-surface px-4 text-base outline-none"
      />
      <div id="palette-entries" role="listbox" aria-label={palette.title} className="py-2">
        {groups.map(group => (
          <div key={group.title} role="group" aria-label={group.title}>
            <p aria-hidden className="px-4 pb-1 pt-2 text-xs text-faint">
              {group.title}
            </p>
            {group.entries.map(entry => (
              <PaletteOption key={entry.id} entry={entry} isActive={entry === entries[current]} onTake={take} />
            ))}
          </div>
        ))}
      </div>
      {entries.length === 0 && <p className="px-4 pb-6 pt-2 text-center text-sm text-muted">{palette.none}</p>}
    </Dialog>
  )
}

type PaletteOptionProps = {
  readonly entry: PaletteEntry
  readonly isActive: boolean
  readonly onTake: (entry: PaletteEntry) => void
}

/** The keyboard reaches it through the combobox, which names the active one (aria-activedescendant). */
function PaletteOption({ entry, isActive, onTake }: PaletteOptionProps) {
  return (
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      id={optionId(entry)}
      role="option"
      aria-selected={isActive}
      tabIndex={-1}
      ref={element => {
        if (isActive) element?.scrollIntoView({ block: 'nearest' })
      }}
      onPointerDown={event => event.preventDefault()}
      onClick={() => onTake(entry)}
      className={classNames(
        'mx-2 flex h-9 cursor-default items-center gap-2.5 rounded-md px-2 text-base coarse:h-11',
        isActive ? 'bg-hover' : 'hover:bg-hover',
      )}
    >
      {entry.leading}
      <span className="min-w-0 flex-1 truncate">{entry.label}</span>
      {entry.hint !== undefined && (
        <span className="max-w-[45%] shrink-0 truncate text-sm text-faint">{entry.hint}</span>
      )}
    </div>
  )
}

function optionId(entry: PaletteEntry): string {
  return `palette-${entry.id}`
}
