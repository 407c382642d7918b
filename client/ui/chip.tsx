import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { useUiWords } from './ui-words.tsx'

export type ChipProps = {
  readonly children: ReactNode
  /** 1–6: one of the six hues; absent: neutral. */
  readonly hue?: 1 | 2 | 3 | 4 | 5 | 6
  /** With it the chip has a button that removes it; `name` says what. */
  readonly onRemove?: () => void
  readonly name?: string
  readonly className?: string
}

/** A small label, such as a tag. */
export function Chip({ children, hue, onRemove, name, className }: ChipProps) {
  const words = useUiWords()
  return (
    <span
      className={classNames(
        'inline-flex h-5 max-w-full shrink-0 items-center gap-1 rounded-sm border border-line-strong bg-surface px-1.5 text-xs text-muted',
        onRemove !== undefined && 'h-6 coarse:h-9',
        className,
      )}
    >
      {hue !== undefined && <span aria-hidden className={classNames('size-1.5 shrink-0 rounded-full', hues[hue])} />}
      <span className="truncate">{children}</span>
      {onRemove !== undefined && (
        <button
          type="button"
          aria-label={words.remove(name ?? '')}
          onClick={onRemove}
          className="-mr-1 flex size-5 items-center justify-center rounded-sm text-faint hover:bg-hover hover:text-ink coarse:size-8"
        >
          <X aria-hidden className="size-3" />
        </button>
      )}
    </span>
  )
}

const hues: Record<1 | 2 | 3 | 4 | 5 | 6, string> = {
  1: 'bg-stage-1',
  2: 'bg-stage-2',
  3: 'bg-stage-3',
  4: 'bg-stage-4',
  5: 'bg-stage-5',
  6: 'bg-stage-6',
}
