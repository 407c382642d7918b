import { Tooltip as Base } from '@base-ui/react/tooltip'
import { useState, type ReactElement, type ReactNode } from 'react'

export type TooltipProps = {
  readonly content: ReactNode
  readonly children: ReactElement<Record<string, unknown>>
  readonly side?: 'top' | 'bottom' | 'left' | 'right'
  /** Opens on tap too. For triggers that do nothing else when pressed. */
  readonly onTap?: boolean
}

/** Opens on hover and focus. What it says has to be in the trigger's accessible name or description as well. */
export function Tooltip({ content, children, side = 'top', onTap = false }: TooltipProps) {
  const [open, setOpen] = useState(false)
  return (
    <Base.Root open={open} onOpenChange={setOpen}>
      <Base.Trigger
        render={children}
        delay={350}
        closeOnClick={!onTap}
        {...(onTap ? { onClick: () => setOpen(true) } : {})}
      />
      <Base.Portal>
        <Base.Positioner side={side} sideOffset={6} collisionPadding={8} className="z-50">
          <Base.Popup className="max-w-72 rounded-md bg-ink px-2 py-1 text-xs text-paper shadow-pop transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0">
            {content}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
