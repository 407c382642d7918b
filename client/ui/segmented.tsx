import type { LucideIcon } from 'lucide-react'
import { useId } from 'react'

export type SegmentedProps<Value extends string> = {
  readonly label: string
  readonly options: readonly { readonly value: Value; readonly label: string; readonly icon?: LucideIcon }[]
  readonly value: Value
  readonly onChange: (value: Value) => void
}

/** One of two to four, all in view. */
export function Segmented<Value extends string>({ label, options, value, onChange }: SegmentedProps<Value>) {
  const name = useId()
  return (
    <div
      role="radiogroup"
      aria-label={label}
      className="inline-flex self-start rounded-md border border-line-strong bg-sunken p-0.5"
    >
      {options.map(option => {
        const Icon = option.icon
        return (
          <label
            key={option.value}
            className="flex h-7 cursor-pointer select-none items-center gap-1.5 whitespace-nowrap rounded-sm px-3 text-sm text-muted has-checked:bg-surface has-checked:font-medium has-checked:text-ink has-checked:shadow-xs has-focus-visible:outline-2 has-focus-visible:outline-accent coarse:h-10"
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
              className="sr-only"
            />
            {Icon !== undefined && <Icon aria-hidden className="size-4" strokeWidth={1.75} />}
            {option.label}
          </label>
        )
      })}
    </div>
  )
}
