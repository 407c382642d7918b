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
          strokeWidth={index < reached ? 3 : 1.5}
          strokeLinecap="round"
          className={index < reached ? strokes[index] : 'stroke-line-strong'}
        />
      ))}
      {stops.map(([x, y], index) => (
        <circle
          key={x}
          cx={x}
          cy={y}
          r={index === current ? 5.5 : index < reached || current === null ? 2.5 : 2.5}
          className={dotClass(index, current)}
          strokeWidth={index === current ? 3 : 1.5}
        />
      ))}
    </svg>
  )
}

function dotClass(index: number, current: number | null): string {
  if (index === current) return classNames('stroke-paper', fills[index])
  if (current === null || index < current) return classNames('stroke-transparent', fills[index])
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

/** Between two stops a curve that is level enough at both for the whole to read as one swell. */
const segments = stops.slice(1).map(([x, y], index) => {
  const [fromX, fromY] = stops[index] ?? [0, 0]
  const middle = (fromX + x) / 2
  const lift = (y - fromY) * 0.28
  return `M${fromX} ${fromY}C${middle} ${fromY + lift} ${middle} ${y - lift} ${x} ${y}`
})

const sizes = { sm: 'h-4 w-15', md: 'h-6 w-[5.625rem]', lg: 'h-14 w-[13.125rem]', xl: 'h-auto w-full max-w-120' } as const

const strokes = [
  'stroke-stage-1',
  'stroke-stage-2',
  'stroke-stage-3',
  'stroke-stage-4',
  'stroke-stage-5',
  'stroke-stage-6',
]
const fills = ['fill-stage-1', 'fill-stage-2', 'fill-stage-3', 'fill-stage-4', 'fill-stage-5', 'fill-stage-6']
