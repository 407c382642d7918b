import { ChevronDown } from 'lucide-react'
import type { ComponentProps } from 'react'
import { classNames } from './class-names.ts'
import { controlClass, Labelled, type LabelledProps } from './labelled.tsx'
import { labelledProps } from './text-field.tsx'

export type SelectOption = { readonly value: string; readonly label: string }

export type SelectFieldProps = LabelledProps &
  Omit<ComponentProps<'select'>, 'className' | 'required' | 'children'> & {
    readonly options: readonly SelectOption[]
    /** An empty first choice, where none is allowed. */
    readonly emptyLabel?: string
  }

/** The platform's own select: its picker is the best one on a phone, and a combobox to assistive technology. */
export function SelectField({
  label,
  help,
  error,
  required,
  labelHidden,
  className,
  id,
  options,
  emptyLabel,
  ...select
}: SelectFieldProps) {
  return (
    <Labelled {...labelledProps({ label, help, error, required, labelHidden, className })} id={id}>
      {ids => (
        <span className="relative flex items-center">
          <select
            {...select}
            {...ids}
            aria-required={required || undefined}
            className={classNames(controlClass, 'h-8 appearance-none pr-8 coarse:h-11')}
          >
            {emptyLabel !== undefined && <option value="">{emptyLabel}</option>}
            {options.map(option => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </select>
          <ChevronDown aria-hidden className="pointer-events-none absolute right-2.5 size-4 text-faint" />
        </span>
      )}
    </Labelled>
  )
}
