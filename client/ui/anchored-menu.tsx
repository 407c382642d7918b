import { Menu as Base } from '@base-ui/react/menu'
import { MenuItems, type MenuItem } from './menu.tsx'

export type AnchoredMenuProps = {
  /** Where it opens; null: it is closed. */
  readonly anchor: HTMLElement | null
  readonly label: string
  readonly items: readonly MenuItem[]
  readonly onClose: () => void
}

/** One menu for many triggers, such as the rows of a long list: it opens beside whichever asked for it. */
export function AnchoredMenu({ anchor, label, items, onClose }: AnchoredMenuProps) {
  return (
    <Base.Root
      open={anchor !== null}
      onOpenChange={open => {
        if (!open) onClose()
      }}
    >
      <MenuItems label={label} items={items} align="start" anchor={anchor} />
    </Base.Root>
  )
}
