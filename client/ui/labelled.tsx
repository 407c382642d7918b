import { CircleAlert } from 'lucide-react'
import { useId, type ReactNode } from 'react'
import { classNames } from './class-names.ts'

export type LabelledProps = {
  readonly label: string
  readonly help?: ReactNode
  readonly error?: ReactNode
  readonly required?: boolean
  /** The label stays for assistive technology and leaves the page. */
  readonly labelHidden?: boolean
  readonly className?: string
}

export type ControlIds = {
  readonly id: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': true | undefined
}

/** Label above, help or problem below, tied to the control by ids. */
export function Labelled({
  label,
  help,
  error,
  required = false,
  labelHidden = false,
  className,
  id: givenId,
  children,
}: LabelledProps & { readonly id?: string | undefined; readonly children: (ids: ControlIds) => ReactNode }) {
  const ownId = useId()
  const id = givenId ?? ownId
  const hasError = error !== undefined && error !== null && error !== ''
  const described = [hasError && `${id}-error`, help !== undefined && `${id}-help`].filter(Boolean).join(' ')
  return (
    <div className={classNames('flex min-w-0 flex-col gap-1', className)}>
      <label htmlFor={id} className={labelHidden ? 'sr-only' : 'flex gap-1 text-sm font-medium text-muted'}>
        {label}
        {required && (
          <span aria-hidden className="text-accent-text">
            *
          </span>
        )}
      </label>
      {children({
        id,
        'aria-describedby': described === '' ? undefined : described,
        'aria-invalid': hasError || undefined,
      })}
      {hasError && (
        <p id={`${id}-error`} className="flex items-start gap-1 text-sm text-bad">
          <CircleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
          <span>{error}</span>
        </p>
      )}
      {help !== undefined && (
        <p id={`${id}-help`} className="text-xs text-faint">
          {help}
        </p>
      )}
    </div>
  )
}

/** The look of every control that takes typing or a choice. */
export const controlClass =
  'w-full min-w-0 rounded-md border border-control bg-surface px-2.5 text-base text-ink transition-colors duration-100 hover:border-muted focus-visible:outline-2 focus-visible:-outline-offset-1 disabled:bg-sunken disabled:opacity-70 aria-invalid:border-bad [&:is(input,textarea)]:read-only:bg-sunken'
