import { Tabs as Base } from '@base-ui/react/tabs'
import type { ReactNode } from 'react'

export type Tab = { readonly id: string; readonly label: string; readonly count?: number; readonly content: ReactNode }

export type TabsProps = {
  readonly label: string
  readonly tabs: readonly Tab[]
  readonly value: string
  readonly onChange: (id: string) => void
}

/** Only the chosen tab's content is built. */
export function Tabs({ label, tabs, value, onChange }: TabsProps) {
  return (
    <Base.Root value={value} onValueChange={next => onChange(String(next))}>
      <Base.List
        aria-label={label}
        activateOnFocus
        className="relative flex gap-1 overflow-x-auto border-b border-line [scrollbar-width:none]"
      >
        {tabs.map(tab => (
          <Base.Tab
            key={tab.id}
            value={tab.id}
            className="relative flex h-9 shrink-0 items-center gap-1.5 whitespace-nowrap px-3 text-base text-muted outline-offset-[-2px] first:pl-0.5 hover:text-ink data-active:font-medium data-active:text-ink coarse:h-11"
          >
            {tab.label}
            {tab.count !== undefined && <span className="tabular text-xs text-faint">{tab.count}</span>}
          </Base.Tab>
        ))}
        <Base.Indicator className="absolute bottom-0 left-(--active-tab-left) h-0.5 w-(--active-tab-width) bg-accent transition-all duration-150" />
      </Base.List>
      {tabs.map(tab => (
        <Base.Panel key={tab.id} value={tab.id} className="pt-4 outline-offset-4">
          {tab.content}
        </Base.Panel>
      ))}
    </Base.Root>
  )
}
