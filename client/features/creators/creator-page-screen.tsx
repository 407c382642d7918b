import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { ChevronLeft } from 'lucide-react'
import { useCallback, useMemo } from 'react'
import type { CreatorRow } from '#shared/domain/row.ts'
import { useKeys } from '#client/parts/use-keys.ts'
import { useCommand } from '#client/store/commands.ts'
import { useCreator, useRowsComplete } from '#client/store/core-context.tsx'
import { useRun } from '#client/store/use-run.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button, buttonClass } from '#client/ui/button.tsx'
import { EmptyState } from '#client/ui/empty-state.tsx'
import { Tabs } from '#client/ui/tabs.tsx'
import { words } from '#client/words/en.ts'
import { CreatorFormDrawer } from './creator-form.tsx'
import { CreatorHeader } from './creator-header.tsx'
import { parseCreatorPageSearch, creatorTabs, type CreatorPageSearch } from './creator-page-view.ts'
import { HistoryTab } from './history-tab.tsx'
import { OverviewTab } from './overview-tab.tsx'
import { TimelineTab } from './timeline-tab.tsx'

export function CreatorPageScreen() {
  const { id } = useParams({ strict: false })
  const row = useCreator(id ?? '')
  const isComplete = useRowsComplete()
  if (row !== null) return <CreatorPage key={row.id} row={row} />
  if (!isComplete) return null
  return (
    <EmptyState
      title={words.creators.page.gone.title}
      actions={
        <Link to="/creators" className={buttonClass('secondary', 'md')}>
          {words.creators.page.back}
        </Link>
      }
    >
      {words.creators.page.gone.text}
    </EmptyState>
  )
}

function CreatorPage({ row }: { readonly row: CreatorRow }) {
  const raw = useSearch({ strict: false })
  const search = useMemo(() => parseCreatorPageSearch(raw), [raw])
  const navigate = useNavigate()
  const run = useRun()
  const go = useCallback(
    (next: CreatorPageSearch, replace: boolean) =>
      run('navigate', () => navigate({ to: '/creators/$id', params: { id: row.id }, search: next, replace })),
    [navigate, row.id, run],
  )
  const { edit: _edit, ...atRest } = search
  const openForm = () => go({ ...atRest, edit: true }, false)
  const closeForm = () => go(atRest, true)
  useKeys({ e: openForm })
  return (
    <article className="mx-auto w-full max-w-6xl pb-16">
      <div className="px-4 pt-3 md:px-6 md:pt-5">
        <Link
          to="/creators"
          className="-ml-1 inline-flex items-center gap-0.5 rounded-sm py-0.5 text-sm text-muted hover:text-ink coarse:min-h-11"
        >
          <ChevronLeft aria-hidden className="size-4" />
          {words.creators.page.back}
        </Link>
      </div>
      <ShelfBanner row={row} />
      <CreatorHeader row={row} onEdit={openForm} />
      <div className="px-4 md:px-6">
        <Tabs
          label={row.brandName}
          value={search.tab ?? 'overview'}
          onChange={value => go(parseCreatorPageSearch({ tab: value }), true)}
          tabs={creatorTabs.map(tab => ({
            id: tab,
            label: words.creators.page.tabs[tab],
            content: <TabContent tab={tab} row={row} />,
          }))}
        />
      </div>
      {search.edit === true && <CreatorFormDrawer row={row} onClose={closeForm} onSaved={closeForm} />}
    </article>
  )
}

function TabContent({ tab, row }: { readonly tab: (typeof creatorTabs)[number]; readonly row: CreatorRow }) {
  switch (tab) {
    case 'overview':
      return <OverviewTab row={row} />
    case 'timeline':
      return <TimelineTab row={row} />
    case 'history':
      return <HistoryTab row={row} />
  }
}

/** Where a creator is that no list shows, and the way back. */
function ShelfBanner({ row }: { readonly row: CreatorRow }) {
  const command = useCommand()
  const run = useRun()
  if (row.deletedAt === null && row.isActive) return null
  const inTrash = row.deletedAt !== null
  const bringBack = () =>
    run('restore', () =>
      command.run(
        inTrash
          ? { kind: 'restore', collection: 'creator', ids: [row.id] }
          : { kind: 'update', collection: 'creator', ids: [row.id], values: { isActive: true } },
        { done: inTrash ? words.creators.done.restored(1) : words.creators.done.unarchived(1) },
      ),
    )
  return (
    <div className="px-4 pt-3 md:px-6">
      <Banner
        tone="warn"
        title={inTrash ? words.creators.page.trash : words.creators.page.archived}
        actions={
          <Button size="sm" onClick={bringBack}>
            {inTrash ? words.creators.page.restore : words.creators.page.unarchive}
          </Button>
        }
      />
    </div>
  )
}
