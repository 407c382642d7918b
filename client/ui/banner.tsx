import { CircleAlert, CircleCheck, Info, TriangleAlert, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import type { Tone } from './badge.tsx'

export type BannerProps = {
  readonly tone?: Tone
  readonly title?: string
  readonly children?: ReactNode
  readonly actions?: ReactNode
  /** Read out when it appears: `alert` at once, `status` at the next pause. Absent: part of the page. */
  readonly live?: 'alert' | 'status'
  readonly className?: string
}

export function Banner({ tone = 'neutral', title, children, actions, live, className }: BannerProps) {
  const Icon = icons[tone]
  return (
    <div
      role={live}
      className={classNames(
        'flex flex-wrap items-start gap-x-3 gap-y-2 rounded-md border px-3 py-2.5',
        tones[tone],
        className,
      )}
    >
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" strokeWidth={1.75} />
      <div className="min-w-0 flex-1 basis-60 text-sm">
        {title !== undefined && <p className="font-semibold">{title}</p>}
        {children !== undefined && <div className="text-ink">{children}</div>}
      </div>
      {actions !== undefined && <div className="flex flex-wrap gap-2">{actions}</div>}
    </div>
  )
}

const icons: Record<Tone, LucideIcon> = {
  neutral: Info,
  accent: Info,
  good: CircleCheck,
  warn: TriangleAlert,
  bad: CircleAlert,
}

const tones: Record<Tone, string> = {
  neutral: 'border-line-strong bg-sunken text-muted',
  accent: 'border-accent/40 bg-accent-soft text-accent-text',
  good: 'border-good/40 bg-good-soft text-good',
  warn: 'border-warn/40 bg-warn-soft text-warn',
  bad: 'border-bad/40 bg-bad-soft text-bad',
}
