import type { ComponentProps } from 'react'
import { Button } from './button.tsx'
import { classNames } from './class-names.ts'
import { controlClass, Labelled, type LabelledProps } from './labelled.tsx'
import { labelledProps } from './text-field.tsx'

export type QuickPick = { readonly label: string; readonly value: string }

export type DateFieldProps = LabelledProps &
  Omit<ComponentProps<'input'>, 'className' | 'required' | 'type' | 'value' | 'onChange'> & {
    /** `YYYY-MM-DD`, or empty. */
    readonly value: string
    readonly onValueChange: (value: string) => void
    readonly quickPicks?: readonly QuickPick[]
  }

/** The platform's date input, with buttons for the dates that are chosen most. */
export function DateField({
  label,
  help,
  error,
  required,
  labelHidden,
  className,
  id,
  value,
  onValueChange,
  quickPicks = [],
  ...input
}: DateFieldProps) {
  return (
    <Labelled {...labelledProps({ label, help, error, required, labelHidden, className })} id={id}>
      {ids => (
        <div className="flex flex-col gap-1.5">
          <input
            {...input}
            {...ids}
            type="date"
            value={value}
            aria-required={required || undefined}
            onChange={event => onValueChange(event.currentTarget.value)}
            className={classNames(controlClass, 'tabular h-8 coarse:h-11')}
          />
          {quickPicks.length > 0 && (
            <div className="flex flex-wrap gap-1">
              {quickPicks.map(pick => (
                <Button
                  key={pick.label}
                  size="sm"
                  onClick={() => onValueChange(pick.value)}
                  aria-pressed={pick.value === value}
                >
                  {pick.label}
                </Button>
              ))}
            </div>
          )}
        </div>
      )}
    </Labelled>
  )
}
