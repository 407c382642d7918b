import { classNames } from './class-names.ts'
import { Tooltip } from './tooltip.tsx'

export type HealthShape = 'good' | 'warn' | 'bad'

export type HealthMarkProps = {
  readonly shape: HealthShape
  /** Such as `Red`; empty where the words stand beside it. */
  readonly label: string
  /** Told on hover, focus and tap, and part of the accessible name. */
  readonly reason?: string
  /** The label stands beside the mark. */
  readonly withLabel?: boolean
}

/** A shape and a colour, never the colour alone: a disc, a triangle, a square on its corner. */
export function HealthMark({ shape, label, reason, withLabel = false }: HealthMarkProps) {
  const mark = (
    <span className={classNames('inline-flex items-center gap-1.5 text-sm', colours[shape])}>
      <svg aria-hidden viewBox="0 0 12 12" className="size-3 shrink-0" fill="currentColor">
        {shapes[shape]}
      </svg>
      {withLabel && <span className="font-medium">{label}</span>}
    </span>
  )
  if (label === '') return <span aria-hidden>{mark}</span>
  if (reason === undefined) {
    return (
      <span role="img" aria-label={label}>
        {mark}
      </span>
    )
  }
  return (
    <Tooltip content={reason} onTap>
      <button
        type="button"
        aria-label={`${label}: ${reason}`}
        className="-m-1 inline-flex items-center rounded-sm p-1 coarse:-m-2 coarse:min-h-9 coarse:p-2"
      >
        {mark}
      </button>
    </Tooltip>
  )
}

const shapes = {
  good: <circle cx="6" cy="6" r="4.5" fill="none" stroke="currentColor" strokeWidth="2" />,
  warn: <path d="M6 1 11.5 11h-11Z" />,
  bad: <path d="M6 0 12 6 6 12 0 6Z" />,
} as const

const colours: Record<HealthShape, string> = { good: 'text-good', warn: 'text-warn', bad: 'text-bad' }
