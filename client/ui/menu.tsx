import { Menu as Base } from '@base-ui/react/menu'
import { Check, type LucideIcon } from 'lucide-react'
import { Fragment, type ReactElement, type ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { popupClass } from './popup-class.ts'

export type MenuItem = {
  readonly id: string
  readonly label: string
  readonly icon?: LucideIcon
  readonly leading?: ReactNode
  readonly hint?: ReactNode
  readonly danger?: boolean
  readonly disabled?: boolean
  /** In a menu of choices: this is the one in force. */
  readonly chosen?: boolean
  /** A hairline above. */
  readonly separated?: boolean
  readonly onSelect: () => void
}

export type MenuProps = {
  /** A Button or IconButton. */
  readonly trigger: ReactElement<Record<string, unknown>>
  readonly label: string
  readonly items: readonly MenuItem[]
  readonly align?: 'start' | 'center' | 'end'
  readonly open?: boolean
  readonly onOpenChange?: (open: boolean) => void
}

export function Menu({ trigger, label, items, align = 'start', open, onOpenChange }: MenuProps) {
  const controlled = open === undefined ? {} : { open }
  return (
    <Base.Root {...controlled} onOpenChange={next => onOpenChange?.(next)}>
      <Base.Trigger render={trigger} />
      <MenuItems label={label} items={items} align={align} />
    </Base.Root>
  )
}

/** What opens: at the trigger, or at the given anchor. */
export function MenuItems({
  label,
  items,
  align,
  anchor,
}: Pick<MenuProps, 'label' | 'items'> & {
  readonly align: 'start' | 'center' | 'end'
  readonly anchor?: HTMLElement | null
}) {
  return (
    <Base.Portal>
      <Base.Positioner
        align={align}
        sideOffset={4}
        collisionPadding={8}
        className="z-50 outline-none"
        {...(anchor === undefined ? {} : { anchor })}
      >
        <Base.Popup
          aria-label={label}
          className={classNames(popupClass, 'min-w-44 py-1')}
          {...(anchor === undefined ? {} : { finalFocus: () => anchor })}
        >
          {items.map(item => (
            <Fragment key={item.id}>
              {item.separated === true && <Base.Separator className="my-1 h-px bg-line" />}
              <MenuEntry item={item} />
            </Fragment>
          ))}
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  )
}

function MenuEntry({ item }: { readonly item: MenuItem }) {
  const Icon = item.icon
  return (
    <Base.Item
      disabled={item.disabled === true}
      onClick={item.onSelect}
      {...(item.chosen === undefined ? {} : { 'aria-current': item.chosen })}
      className={classNames(
        'flex h-8 cursor-default select-none items-center gap-2 px-3 text-base outline-none data-disabled:opacity-50 data-highlighted:bg-hover coarse:h-11',
        item.danger === true && 'text-bad',
      )}
    >
      {Icon !== undefined && <Icon aria-hidden className="size-4 shrink-0" strokeWidth={1.75} />}
      {item.leading}
      <span className="min-w-0 flex-1 truncate">{item.label}</span>
      {item.hint !== undefined && <span className="text-xs text-faint">{item.hint}</span>}
      {item.chosen === true && <Check aria-hidden className="size-4 shrink-0 text-accent-text" />}
    </Base.Item>
  )
}
