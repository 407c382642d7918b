import type { ReactNode } from 'react'

export type SwitchProps = {
  readonly label: string
  readonly help?: ReactNode
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
  readonly disabled?: boolean
}

/** Takes effect at once; for what waits for a Save, take a Checkbox. */
export function Switch({ label, help, checked, onChange, disabled = false }: SwitchProps) {
  return (
    <label className="flex cursor-pointer items-start justify-between gap-4 coarse:min-h-11 coarse:items-center">
      <span>
        <span className="block text-base">{label}</span>
        {help !== undefined && <span className="block text-xs text-faint">{help}</span>}
      </span>
      <input
        type="checkbox"
        role="switch"
        aria-label={label}
        checked={checked}
        aria-checked={checked}
        disabled={disabled}
        onChange={event => onChange(event.currentTarget.checked)}
        className="relative h-5 w-9 shrink-0 cursor-pointer appearance-none rounded-full border border-control bg-sunken transition-colors duration-100 before:absolute before:left-0.5 before:top-0.5 before:size-3.5 before:rounded-full before:bg-control before:transition-transform before:duration-100 checked:border-accent checked:bg-accent checked:before:translate-x-4 checked:before:bg-on-accent disabled:opacity-50"
      />
    </label>
  )
}
