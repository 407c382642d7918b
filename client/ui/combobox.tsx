import { Combobox as Base } from '@base-ui/react/combobox'
import { Check, ChevronDown } from 'lucide-react'
import { classNames } from './class-names.ts'
import { controlClass, Labelled, type LabelledProps } from './labelled.tsx'
import { popupClass } from './popup-class.ts'
import type { SelectOption } from './select-field.tsx'
import { labelledProps } from './text-field.tsx'
import { useUiWords } from './ui-words.tsx'

export type ComboboxProps = LabelledProps & {
  readonly id?: string
  readonly options: readonly SelectOption[]
  readonly value: string | null
  readonly onValueChange: (value: string | null) => void
  readonly onBlur?: () => void
  readonly placeholder?: string
}

/** One of many, found by typing: for lists too long for a SelectField, such as time zones. */
export function Combobox(props: ComboboxProps) {
  const {
    label,
    help,
    error,
    required,
    labelHidden,
    className,
    id,
    options,
    value,
    onValueChange,
    onBlur,
    placeholder,
  } = props
  const words = useUiWords()
  const chosen = options.find(option => option.value === value) ?? null
  return (
    <Labelled {...labelledProps({ label, help, error, required, labelHidden, className })} id={id}>
      {ids => (
        <Base.Root
          items={options}
          value={chosen}
          onValueChange={next => onValueChange(next === null ? null : next.value)}
          limit={60}
        >
          <span className="relative flex items-center">
            <Base.Input
              {...ids}
              {...(placeholder === undefined ? {} : { placeholder })}
              aria-required={required || undefined}
              onBlur={onBlur}
              className={classNames(controlClass, 'h-8 pr-8 coarse:h-11')}
            />
            <ChevronDown aria-hidden className="pointer-events-none absolute right-2.5 size-4 text-faint" />
          </span>
          <Base.Portal>
            <Base.Positioner sideOffset={4} collisionPadding={8} className="z-50 outline-none">
              <Base.Popup aria-label={label} className={classNames(popupClass, 'max-h-72 w-(--anchor-width) py-1')}>
                <Base.Empty className="px-2.5 py-1.5 text-sm text-muted empty:hidden">{words.noMatches}</Base.Empty>
                <Base.List>
                  {(option: SelectOption) => (
                    <Base.Item
                      key={option.value}
                      value={option}
                      className="flex h-8 cursor-default items-center gap-2 px-2.5 text-base outline-none data-highlighted:bg-hover coarse:h-11"
                    >
                      <span className="min-w-0 flex-1 truncate">{option.label}</span>
                      <Base.ItemIndicator>
                        <Check aria-hidden className="size-4 text-accent-text" />
                      </Base.ItemIndicator>
                    </Base.Item>
                  )}
                </Base.List>
              </Base.Popup>
            </Base.Positioner>
          </Base.Portal>
        </Base.Root>
      )}
    </Labelled>
  )
}
