import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { controlClass, Labelled, type LabelledProps } from './labelled.tsx'

export type TextFieldProps = LabelledProps &
  Omit<ComponentProps<'input'>, 'className' | 'required'> & {
    readonly inputClassName?: string
    /** Inside the frame, before and after the text. */
    readonly leading?: ReactNode
    readonly trailing?: ReactNode
  }

/** `ref` and what react-hook-form's `register` gives go to the input. */
export function TextField({
  label,
  help,
  error,
  required,
  labelHidden,
  className,
  inputClassName,
  leading,
  trailing,
  id,
  type = 'text',
  ...input
}: TextFieldProps) {
  return (
    <Labelled {...labelledProps({ label, help, error, required, labelHidden, className })} id={id}>
      {ids => (
        <span className="relative flex items-center">
          {leading !== undefined && <span className="pointer-events-none absolute left-2.5 text-faint">{leading}</span>}
          <input
            type={type}
            autoComplete="off"
            {...input}
            {...ids}
            aria-required={required || undefined}
            className={classNames(
              controlClass,
              'h-8 read-only:bg-sunken coarse:h-11',
              leading !== undefined && 'pl-8',
              trailing !== undefined && 'pr-9',
              inputClassName,
            )}
          />
          {trailing !== undefined && <span className="absolute right-0.5 flex">{trailing}</span>}
        </span>
      )}
    </Labelled>
  )
}

/** Leaves absent ones out, as exact optional properties demand. */
export function labelledProps(props: {
  [Name in keyof LabelledProps]: LabelledProps[Name] | undefined
}): LabelledProps {
  const { label = '', help, error, required, labelHidden, className } = props
  return {
    label,
    ...(help === undefined ? {} : { help }),
    ...(error === undefined ? {} : { error }),
    ...(required === undefined ? {} : { required }),
    ...(labelHidden === undefined ? {} : { labelHidden }),
    ...(className === undefined ? {} : { className }),
  }
}
