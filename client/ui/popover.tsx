import { Popover as Base } from '@base-ui/react/popover'
import type { ReactElement, ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { popupClass } from './popup-class.ts'

export type PopoverProps = {
  readonly trigger: ReactElement<Record<string, unknown>>
  /** Seen above the content, or only heard: a popover has a name in any case. */
  readonly title?: string
  readonly label?: string
  readonly children: ReactNode
  readonly align?: 'start' | 'center' | 'end'
  readonly side?: 'top' | 'bottom' | 'left' | 'right'
  readonly open?: boolean
  readonly onOpenChange?: (open: boolean) => void
  readonly className?: string
}

export function Popover(props: PopoverProps) {
  const { trigger, title, label, children, align = 'start', side = 'bottom', open, onOpenChange, className } = props
  const controlled = open === undefined ? {} : { open }
  return (
    <Base.Root {...controlled} onOpenChange={next => onOpenChange?.(next)}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner align={align} side={side} sideOffset={6} collisionPadding={8} className="z-50 outline-none">
          <Base.Popup
            {...(label === undefined ? {} : { 'aria-label': label })}
            className={classNames(popupClass, 'w-80 p-4', className)}
          >
            {title !== undefined && <Base.Title className="mb-1 text-base font-semibold">{title}</Base.Title>}
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
