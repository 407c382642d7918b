import type { ComponentProps } from 'react'
import { classNames } from './class-names.ts'
import { controlClass, Labelled, type LabelledProps } from './labelled.tsx'
import { labelledProps } from './text-field.tsx'

export type TextAreaProps = LabelledProps & Omit<ComponentProps<'textarea'>, 'className' | 'required'>

/** Grows with what is typed where the browser can (`field-sizing`). */
export function TextArea({
  label,
  help,
  error,
  required,
  labelHidden,
  className,
  id,
  rows = 4,
  ...area
}: TextAreaProps) {
  return (
    <Labelled {...labelledProps({ label, help, error, required, labelHidden, className })} id={id}>
      {ids => (
        <textarea
          rows={rows}
          {...area}
          {...ids}
          aria-required={required || undefined}
          className={classNames(controlClass, 'field-sizing-content max-h-96 min-h-20 resize-y py-1.5')}
        />
      )}
    </Labelled>
  )
}
