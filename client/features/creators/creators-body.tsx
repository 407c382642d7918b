import { useCallback, useRef, useState } from 'react'
import type { CreatorRow } from '#shared/domain/row.ts'
import { stageMenuItems } from '#client/parts/stage-menu-items.tsx'
import { useCommand } from '#client/store/commands.ts'
import { useHealthOf } from '#client/store/health-of.ts'
import { useToday } from '#client/store/use-now.ts'
import { useRun } from '#client/store/use-run.ts'
import { AnchoredMenu } from '#client/ui/anchored-menu.tsx'
import { useMediaQuery } from '#client/ui/use-media-query.ts'
import { words } from '#client/words/en.ts'
import { BulkBar } from './bulk-bar.tsx'
import { CreatorCards } from './creator-cards.tsx'
import { CreatorFilters } from './creator-filters.tsx'
import { CreatorGrid, type GridHandle } from './creator-grid.tsx'
import { nextSort, type CreatorView } from './creator-view.ts'
import { NothingShown } from './creators-empty.tsx'
import { usedValues } from './field-offers.ts'
import type { Filtered } from './filter-creators.ts'
import { useListKeys } from './use-list-keys.ts'
import { useSelection } from './use-selection.ts'

export type CreatorsBodyProps = {
  readonly all: readonly CreatorRow[]
  readonly isComplete: boolean
  readonly shown: Filtered
  readonly view: CreatorView
  readonly onChange: (view: CreatorView) => void
  readonly onOpen: (id: string) => void
  readonly onForm: (form: string) => void
}

/** Search and filters, the list that they leave, and what can be done to those selected. */
export function CreatorsBody({ all, isComplete, shown, view, onChange, onOpen, onForm }: CreatorsBodyProps) {
  const { rows } = shown
  const today = useToday()
  const healthOf = useHealthOf()
  const selection = useSelection(rows)
  const isWide = useMediaQuery('(min-width: 720px)')
  const [active, setActive] = useState(0)
  const [stageOf, setStageOf] = useState<StageQuestion | null>(null)
  const searchBox = useRef<HTMLInputElement>(null)
  const grid = useRef<GridHandle>(null)
  const focusRow = useCallback((index: number) => {
    setActive(index)
    grid.current?.focusRow(index)
  }, [])
  const openStage = useCallback(
    (id: string, anchor: HTMLElement) => {
      const row = rows.find(candidate => candidate.id === id)
      if (row !== undefined) setStageOf({ row, anchor })
    },
    [rows],
  )
  const search = () => searchBox.current?.focus()
  useListKeys({ rows, active, focusRow, toggle: selection.toggle, open: onOpen, openForm: onForm, openStage, search })
  const List = isWide ? CreatorGrid : CreatorCards
  return (
    <>
      <CreatorFilters view={view} counts={shown.counts} onChange={onChange} searchRef={searchBox} withSort={!isWide} />
      {isComplete && rows.length === 0 ? (
        <NothingShown view={view} onChange={onChange} />
      ) : (
        <List
          rows={rows}
          view={view}
          onSort={key => onChange(nextSort(view, key))}
          selection={selection}
          today={today}
          healthOf={healthOf}
          active={active}
          onActive={setActive}
          onMove={focusRow}
          onOpen={onOpen}
          onStage={openStage}
          handle={grid}
        />
      )}
      {selection.ids.size > 0 && (
        <BulkBar
          ids={selection.ids}
          shelf={view.shelf}
          tags={usedValues(all, 'tags')}
          onSelectAll={selection.ids.size === rows.length ? null : () => selection.selectAll(true)}
          onClear={selection.clear}
        />
      )}
      <StageMenu question={stageOf} onClose={() => setStageOf(null)} />
    </>
  )
}

type StageQuestion = { readonly row: CreatorRow; readonly anchor: HTMLElement }

function StageMenu({ question, onClose }: { readonly question: StageQuestion | null; readonly onClose: () => void }) {
  const command = useCommand()
  const run = useRun()
  const row = question?.row
  return (
    <AnchoredMenu
      anchor={question?.anchor ?? null}
      label={words.records.changeStage}
      onClose={onClose}
      items={
        row === undefined
          ? []
          : stageMenuItems(row.journeyStatus, stage =>
              run('stage', () =>
                command.run(
                  { kind: 'update', collection: 'creator', ids: [row.id], values: { journeyStatus: stage } },
                  { done: words.creators.done.moved(row.brandName, words.records.stage[stage]) },
                ),
              ),
            )
      }
    />
  )
}
