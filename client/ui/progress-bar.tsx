import type { ReactNode } from 'react'

export type ProgressBarProps = {
  readonly label: string
  readonly done: number
  /** 0: not known yet. */
  readonly total: number
  /** The counts in words, such as `120 of 3,400`. */
  readonly valueText: string
  readonly action?: ReactNode
}

export function ProgressBar({ label, done, total, valueText, action }: ProgressBarProps) {
  const share = total === 0 ? 0 : Math.min(1, done / total)
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex items-baseline justify-between gap-4 text-sm">
        <span className="text-muted">{label}</span>
        <span className="tabular text-ink">{valueText}</span>
      </div>
      <div className="flex items-center gap-3">
        <div
          role="progressbar"
          aria-label={label}
          aria-valuemin={0}
          aria-valuemax={total === 0 ? undefined : total}
          aria-valuenow={total === 0 ? undefined : done}
          aria-valuetext={valueText}
          className="h-1.5 flex-1 overflow-hidden rounded-full bg-line"
        >
          <div
            className="h-full origin-left bg-accent transition-transform duration-150"
            style={{ transform: `scaleX(${share})` }}
          />
        </div>
        {action}
      </div>
    </div>
  )
}
