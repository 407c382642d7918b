import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

export type FilterChipProps = {
  readonly pressed: boolean
  readonly onPress: () => void
  readonly children: ReactNode
  readonly count?: number
  readonly leading?: ReactNode
  readonly className?: string
}

/** A filter that is on or off. */
export function FilterChip({ pressed, onPress, children, count, leading, className }: FilterChipProps) {
  return (
    <button
      type="button"
      aria-pressed={pressed}
      onClick={onPress}
      className={classNames(
        'inline-flex h-7 shrink-0 items-center gap-1.5 whitespace-nowrap rounded-full border px-2.5 text-sm transition-colors duration-100 coarse:h-11 coarse:px-3.5',
        pressed
          ? 'border-accent bg-accent-soft text-accent-text'
          : 'border-line-strong bg-transparent text-muted hover:bg-hover hover:text-ink',
        className,
      )}
    >
      {leading}
      {children}
      {count !== undefined && <span className={classNames('tabular text-xs', !pressed && 'text-faint')}>{count}</span>}
    </button>
  )
}
