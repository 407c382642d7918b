import { Check, Minus } from 'lucide-react'
import { useEffect, useRef, type ComponentProps, type ReactNode } from 'react'
import { classNames } from './class-names.ts'

export type CheckboxProps = Omit<ComponentProps<'input'>, 'type' | 'ref'> & {
  readonly label: ReactNode
  /** The label stays for assistive technology and leaves the page. */
  readonly labelHidden?: boolean
  /** Some of several are chosen. */
  readonly mixed?: boolean
}

export function Checkbox({ label, labelHidden = false, mixed = false, className, ...input }: CheckboxProps) {
  const ref = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (ref.current !== null) ref.current.indeterminate = mixed
  }, [mixed])
  return (
    <label
      className={classNames(
        'relative inline-flex cursor-pointer items-start gap-2 text-base coarse:min-h-11 coarse:items-center',
        labelHidden && 'items-center justify-center coarse:min-w-11',
        className,
      )}
    >
      <span className="relative mt-0.5 flex size-4 shrink-0 coarse:mt-0 coarse:size-5">
        <input
          ref={ref}
          type="checkbox"
          {...input}
          className="peer size-full cursor-pointer appearance-none rounded-sm border border-control bg-surface checked:border-accent checked:bg-accent indeterminate:border-accent indeterminate:bg-accent disabled:opacity-50"
        />
        <span className="pointer-events-none absolute inset-0 flex items-center justify-center text-on-accent opacity-0 peer-checked:opacity-100 peer-indeterminate:opacity-100">
          {mixed ? (
            <Minus aria-hidden className="size-3" strokeWidth={3} />
          ) : (
            <Check aria-hidden className="size-3" strokeWidth={3} />
          )}
        </span>
      </span>
      <span className={labelHidden ? 'sr-only' : undefined}>{label}</span>
    </label>
  )
}
