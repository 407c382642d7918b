import { ArrowDownUp } from 'lucide-react'
import { Button } from '#client/ui/button.tsx'
import { Menu, type MenuItem } from '#client/ui/menu.tsx'
import { words } from '#client/words/en.ts'
import { sortKeys, type CreatorView } from './creator-view.ts'

export type SortMenuProps = { readonly view: CreatorView; readonly onChange: (view: CreatorView) => void }

export function SortMenu({ view, onChange }: SortMenuProps) {
  const { sort } = view
  const keys: readonly MenuItem[] = sortKeys.map(key => ({
    id: key,
    label: words.creators.columns[key],
    chosen: sort?.key === key,
    onSelect: () => onChange({ ...view, sort: { key, descending: false } }),
  }))
  const directions: readonly MenuItem[] =
    sort === null
      ? []
      : [false, true].map(descending => ({
          id: String(descending),
          label: descending ? words.creators.descending : words.creators.ascending,
          chosen: sort.descending === descending,
          separated: !descending,
          onSelect: () => onChange({ ...view, sort: { key: sort.key, descending } }),
        }))
  const own: MenuItem = {
    id: 'own',
    label: words.creators.sortOwn,
    chosen: sort === null,
    onSelect: () => onChange({ ...view, sort: null }),
  }
  return (
    <Menu
      label={words.creators.sortBy}
      items={[own, ...keys, ...directions]}
      align="end"
      trigger={
        <Button icon={ArrowDownUp} variant="quiet">
          {sort === null ? words.creators.sortBy : words.creators.columns[sort.key]}
        </Button>
      }
    />
  )
}
