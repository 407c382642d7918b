import { useNavigate } from '@tanstack/react-router'
import { Download, Plus, Upload } from 'lucide-react'
import { useCallback, useRef, useState } from 'react'
import type { CreatorRow } from '#shared/domain/row.ts'
import type { Stage } from '#shared/domain/stage.ts'
import { stageMenuItems } from '#client/parts/stage-menu-items.tsx'
import { useCommand } from '#client/store/commands.ts'
import { useCore, useCreators, useRowsComplete } from '#client/store/core-context.tsx'
import { exportCreators } from '#client/store/export-creators.ts'
import { useHealthOf } from '#client/store/health-of.ts'
import { useToday } from '#client/store/use-now.ts'
import { useRun } from '#client/store/use-run.ts'
import { AnchoredMenu } from '#client/ui/anchored-menu.tsx'
import { Button } from '#client/ui/button.tsx'
import { PageHeader } from '#client/ui/page-header.tsx'
import { useMediaQuery } from '#client/ui/use-media-query.ts'
import { useToast } from '#client/ui/use-toast.ts'
import { words } from '#client/words/en.ts'
import { BulkBar } from './bulk-bar.tsx'
import { CreatorCards } from './creator-cards.tsx'
import { CreatorFilters } from './creator-filters.tsx'
import { CreatorFormDrawer } from './creator-form.tsx'
import { CreatorGrid, type GridHandle } from './creator-grid.tsx'
import { nextSort } from './creator-view.ts'
import { CreatorsEmpty, NothingShown } from './creators-empty.tsx'
import { usedValues } from './field-offers.ts'
import { useCreatorView } from './use-creator-view.ts'
import { useListKeys } from './use-list-keys.ts'
import { useSelection } from './use-selection.ts'
import { useShownCreators } from './use-shown-creators.ts'

export function CreatorsScreen() {
  const all = useCreators()
  const isComplete = useRowsComplete()
  const { view, change, form, openForm } = useCreatorView()
  const today = useToday()
  const healthOf = useHealthOf()
  const shown = useShownCreators(all, view)
  const selection = useSelection(shown.rows)
  const navigate = useNavigate()
  const isWide = useMediaQuery('(min-width: 720px)')
  const [active, setActive] = useState(0)
  const [stageOf, setStageOf] = useState<{ readonly row: CreatorRow; readonly anchor: HTMLElement } | null>(null)
  const searchBox = useRef<HTMLInputElement>(null)
  const grid = useRef<GridHandle>(null)
  const { run } = useCommand()

  const open = useCallback((id: string) => void navigate({ to: '/creators/$id', params: { id } }), [navigate])
  const openStage = useCallback(
    (id: string, anchor: HTMLElement) => {
      const row = shown.rows.find(candidate => candidate.id === id)
      if (row !== undefined) setStageOf({ row, anchor })
    },
    [shown.rows],
  )
  const focusRow = useCallback((index: number) => {
    setActive(index)
    grid.current?.focusRow(index)
  }, [])
  useListKeys({
    rows: shown.rows,
    active,
    focusRow,
    toggle: selection.toggle,
    open,
    openForm,
    openStage,
    search: () => searchBox.current?.focus(),
  })
  const moveTo = (row: CreatorRow, stage: Stage) =>
    void run(
      { kind: 'update', collection: 'creator', ids: [row.id], values: { journeyStatus: stage } },
      { done: words.creators.done.moved(row.brandName, words.records.stage[stage]) },
    )
  const formRow = form === null || form === 'new' ? null : (all.find(row => row.id === form) ?? null)
  const isEmpty = isComplete && all.length === 0
  const List = isWide ? CreatorGrid : CreatorCards
  return (
    <div className="flex flex-1 flex-col">
      <PageHeader
        title={words.creators.title}
        meta={
          <span role="status" className="tabular">
            {isComplete ? words.creators.count(shown.rows.length, shown.shelfSize) : ''}
          </span>
        }
        actions={
          isEmpty ? undefined : (
            <ListActions rows={shown.rows} onNew={() => openForm('new')} />
          )
        }
      />
      {isEmpty ? (
        <CreatorsEmpty onNew={() => openForm('new')} onImport={() => void navigate({ to: '/creators/import' })} />
      ) : (
        <>
          <CreatorFilters
            view={view}
            counts={shown.counts}
            onChange={change}
            searchRef={searchBox}
            withSort={!isWide}
          />
          {isComplete && shown.rows.length === 0 ? (
            <NothingShown view={view} onChange={change} />
          ) : (
            <List
              rows={shown.rows}
              view={view}
              onSort={key => change(nextSort(view, key))}
              selection={selection}
              today={today}
              healthOf={healthOf}
              active={active}
              onActive={setActive}
              onMove={focusRow}
              onOpen={open}
              onStage={openStage}
              handle={grid}
            />
          )}
          {selection.ids.size > 0 && (
            <BulkBar
              ids={selection.ids}
              shelf={view.shelf}
              tags={usedValues(all, 'tags')}
              onClear={selection.clear}
            />
          )}
        </>
      )}
      <AnchoredMenu
        anchor={stageOf?.anchor ?? null}
        label={words.records.changeStage}
        items={stageOf === null ? [] : stageMenuItems(stageOf.row.journeyStatus, stage => moveTo(stageOf.row, stage))}
        onClose={() => setStageOf(null)}
      />
      {(form === 'new' || formRow !== null) && (
        <CreatorFormDrawer
          key={form}
          row={formRow}
          onClose={() => openForm(null)}
          onSaved={id => (form === 'new' ? open(id) : openForm(null))}
        />
      )}
    </div>
  )
}

function ListActions({ rows, onNew }: { readonly rows: readonly CreatorRow[]; readonly onNew: () => void }) {
  const navigate = useNavigate()
  const core = useCore()
  const toaster = useToast()
  const today = useToday()
  const run = useRun()
  const download = async () => {
    const done = await exportCreators(core, rows, today)
    toaster.show(
      done.ok
        ? { title: words.creators.done.exported(rows.length), tone: 'done' }
        : { title: words.command.failed(done.error), tone: 'problem' },
    )
  }
  return (
    <>
      <Button variant="quiet" icon={Download} onClick={() => run('export', download)}>
        {words.creators.export}
      </Button>
      <Button icon={Upload} onClick={() => void navigate({ to: '/creators/import' })}>
        {words.creators.import}
      </Button>
      <Button variant="primary" icon={Plus} onClick={onNew}>
        {words.creators.newCreator}
      </Button>
    </>
  )
}
