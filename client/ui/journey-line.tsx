import { classNames } from './class-names.ts'

export type JourneyLineProps = {
  /** 0–5: where it stands now; null: nowhere, the whole line shines. */
  readonly current: number | null
  readonly size?: 'sm' | 'md' | 'lg' | 'xl'
  /** Read out in place of the picture; absent where the words stand beside it. */
  readonly label?: string
  readonly className?: string
}

/**
 * The journey as a wave: out of the water, up to the crest, and down again. What lies behind is drawn in the hues of
 * the day, what lies ahead as a hairline.
 */
export function JourneyLine({ current, size = 'md', label, className }: JourneyLineProps) {
  const weight = weights[size]
  const reached = current ?? stops.length - 1
  return (
    <svg
      viewBox="0 0 120 32"
      fill="none"
      className={classNames('shrink-0 overflow-visible', sizes[size], className)}
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    >
      {segments.map((path, index) => (
        <path
          key={path}
          d={path}
          strokeWidth={(index < reached ? 3 : 1.5) * weight}
          strokeLinecap="round"
          className={index < reached ? strokes[index] : 'stroke-line-strong'}
        />
      ))}
      {stops.map(([x, y], index) => (
        <circle
          key={x}
          cx={x}
          cy={y}
          r={(index === current ? 5 : 2.5) * weight}
          className={dotClass(index, current)}
          strokeWidth={1.5 * weight}
        />
      ))}
    </svg>
  )
}

function dotClass(index: number, current: number | null): string {
  if (current === null || index <= current) return classNames('stroke-transparent', fills[index])
  return 'fill-paper stroke-line-strong'
}

const stops = [
  [8, 26],
  [28, 19],
  [49, 9],
  [71, 5],
  [92, 13],
  [112, 24],
] as const

/** One swell through all stops: at each the line runs as its neighbours lie (Catmull–Rom as cubic Béziers). */
const segments = stops.slice(1).map((to, index) => {
  const from = stops[index] ?? to
  const before = stops[index - 1] ?? from
  const after = stops[index + 2] ?? to
  const [leaveX, leaveY] = [from[0] + (to[0] - before[0]) / 6, from[1] + (to[1] - before[1]) / 6]
  const [arriveX, arriveY] = [to[0] - (after[0] - from[0]) / 6, to[1] - (after[1] - from[1]) / 6]
  return `M${from[0]} ${from[1]}C${round(leaveX)} ${round(leaveY)} ${round(arriveX)} ${round(arriveY)} ${to[0]} ${to[1]}`
})

function round(value: number): number {
  return Math.round(value * 10) / 10
}

/** Small ones are drawn stouter, or the line would fade. */
const weights = { sm: 1.6, md: 1.3, lg: 1, xl: 1 } as const
const sizes = {
  sm: 'h-4 w-15',
  md: 'h-6 w-[5.625rem]',
  lg: 'h-14 w-[13.125rem]',
  xl: 'h-auto w-72 max-w-full',
} as const

const strokes = [
  'stroke-stage-1',
  'stroke-stage-2',
  'stroke-stage-3',
  'stroke-stage-4',
  'stroke-stage-5',
  'stroke-stage-6',
]
const fills = ['fill-stage-1', 'fill-stage-2', 'fill-stage-3', 'fill-stage-4', 'fill-stage-5', 'fill-stage-6']
