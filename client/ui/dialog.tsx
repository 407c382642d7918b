import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import type { ReactNode, RefObject } from 'react'
import { classNames } from './class-names.ts'
import { IconButton } from './icon-button.tsx'
import { useUiWords } from './ui-words.tsx'

export type DialogProps = {
  readonly open: boolean
  /** Escape, the close button and a press outside ask for it; leave it open to refuse. */
  readonly onOpenChange: (open: boolean) => void
  readonly title: string
  readonly description?: ReactNode
  readonly children?: ReactNode
  /** Buttons, in a bar of their own that stays in view. */
  readonly footer?: ReactNode
  readonly size?: 'sm' | 'md' | 'lg'
  readonly initialFocus?: RefObject<HTMLElement | null>
  readonly titleHidden?: boolean
}

/** In the middle on a desktop, from the bottom and full width on a phone. */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  children,
  footer,
  size = 'md',
  initialFocus,
  titleHidden = false,
}: DialogProps) {
  const words = useUiWords()
  return (
    <Base.Root open={open} onOpenChange={next => onOpenChange(next)}>
      <Base.Portal>
        <Base.Backdrop className="print-hidden fixed inset-0 z-40 bg-scrim transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Popup
          {...(initialFocus === undefined ? {} : { initialFocus })}
          className={classNames(
            'fixed inset-x-0 bottom-0 z-40 mx-auto print:static print:max-h-none print:max-w-none print:border-0 print:shadow-none flex max-h-[92dvh] w-full flex-col rounded-t-lg border border-line bg-surface text-ink shadow-pop outline-none transition duration-150 data-ending-style:translate-y-2 data-ending-style:opacity-0 data-starting-style:translate-y-2 data-starting-style:opacity-0 sm:bottom-auto sm:top-[min(12dvh,6rem)] sm:max-h-[80dvh] sm:rounded-lg',
            sizes[size],
          )}
        >
          <div className={titleHidden ? 'sr-only' : 'print-hidden flex items-start gap-3 px-5 pb-1 pt-4'}>
            <div className="min-w-0 flex-1">
              <Base.Title className="text-lg font-semibold">{title}</Base.Title>
              {description !== undefined && (
                <Base.Description className="mt-1 text-sm text-muted" render={<div />}>
                  {description}
                </Base.Description>
              )}
            </div>
            {!titleHidden && (
              <Base.Close render={<IconButton icon={X} label={words.close} tooltip={false} className="-mr-2" />} />
            )}
          </div>
          <div
            className={
              titleHidden
                ? 'min-h-0 overflow-y-auto rounded-[inherit]'
                : 'min-h-0 overflow-y-auto px-5 pb-5 pt-2 print:overflow-visible print:p-0'
            }
          >
            {children}
          </div>
          {footer !== undefined && (
            <div className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3 pb-[max(0.75rem,env(safe-area-inset-bottom))]">
              {footer}
            </div>
          )}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

const sizes = { sm: 'sm:max-w-md', md: 'sm:max-w-xl', lg: 'sm:max-w-3xl' } as const
