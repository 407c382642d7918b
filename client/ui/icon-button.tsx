import type { LucideIcon } from 'lucide-react'
import type { ComponentProps } from 'react'
import { classNames } from './class-names.ts'
import { Tooltip } from './tooltip.tsx'

export type IconButtonProps = Omit<ComponentProps<'button'>, 'children' | 'aria-label'> & {
  readonly icon: LucideIcon
  /** The accessible name, and what the tooltip says. */
  readonly label: string
  readonly size?: 'sm' | 'md'
  /** For toggles: pressed or not. */
  readonly pressed?: boolean
  readonly tooltip?: boolean
}

export function IconButton({
  icon: Icon,
  label,
  size = 'md',
  pressed,
  tooltip = true,
  className,
  ...rest
}: IconButtonProps) {
  const button = (
    <button
      type="button"
      aria-label={label}
      aria-pressed={pressed}
      className={classNames(
        'inline-flex shrink-0 items-center justify-center rounded-md text-muted transition-colors duration-100 hover:bg-hover hover:text-ink disabled:opacity-50 aria-pressed:bg-accent-soft aria-pressed:text-accent-text coarse:size-11',
        size === 'sm' ? 'size-7' : 'size-8',
        className,
      )}
      {...rest}
    >
      <Icon aria-hidden className="size-4" strokeWidth={1.75} />
    </button>
  )
  return tooltip ? <Tooltip content={label}>{button}</Tooltip> : button
}
