import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import type { ReactNode, RefObject } from 'react'
import { IconButton } from './icon-button.tsx'
import { useUiWords } from './ui-words.tsx'

export type DrawerProps = {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly title: string
  readonly children: ReactNode
  readonly footer?: ReactNode
  readonly initialFocus?: RefObject<HTMLElement | null>
}

/** For long forms: the right edge of a desktop, the whole of a phone. */
export function Drawer({ open, onOpenChange, title, children, footer, initialFocus }: DrawerProps) {
  const words = useUiWords()
  return (
    <Base.Root open={open} onOpenChange={next => onOpenChange(next)}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-scrim transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Popup
          {...(initialFocus === undefined ? {} : { initialFocus })}
          className="fixed inset-y-0 right-0 z-40 flex w-full flex-col border-l border-line bg-surface text-ink shadow-pop outline-none transition duration-200 data-ending-style:translate-x-4 data-ending-style:opacity-0 data-starting-style:translate-x-4 data-starting-style:opacity-0 sm:max-w-xl"
        >
          <div className="flex h-14 shrink-0 items-center gap-3 border-b border-line px-5">
            <Base.Title className="min-w-0 flex-1 truncate text-lg font-semibold">{title}</Base.Title>
            <Base.Close render={<IconButton icon={X} label={words.close} tooltip={false} className="-mr-2" />} />
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4">{children}</div>
          {footer !== undefined && (
            <div className="flex flex-wrap items-center justify-end gap-2 border-t border-line px-5 py-3 pb-[max(0.75rem,env(safe-area-inset-bottom))]">
              {footer}
            </div>
          )}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
