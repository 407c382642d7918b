import { monitorForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { CreatorRow } from '#shared/domain/row.ts'
import { stages, type Stage } from '#shared/domain/stage.ts'
import { stageMenuItems } from '#client/parts/stage-menu-items.tsx'
import { useCommand } from '#client/store/commands.ts'
import { useCreators, useRowsComplete } from '#client/store/core-context.tsx'
import { useRun } from '#client/store/use-run.ts'
import { AnchoredMenu } from '#client/ui/anchored-menu.tsx'
import { EmptyState } from '#client/ui/empty-state.tsx'
import { JourneyLine } from '#client/ui/journey-line.tsx'
import { PageHeader } from '#client/ui/page-header.tsx'
import { words } from '#client/words/en.ts'
import type { MoveQuestion } from './board-card.tsx'
import { BoardColumn } from './board-column.tsx'
import { boardColumns } from './board-columns.ts'
import { draggedId, droppedStage } from './board-drag.ts'

/** A column a stage. Cards move by drag, or by a menu that every card has. */
export function BoardScreen() {
  const rows = useCreators()
  const isComplete = useRowsComplete()
  const columns = useMemo(() => boardColumns(rows), [rows])
  const count = columns.reduce((sum, column) => sum + column.rows.length, 0)
  const moveTo = useMove()
  useDrops(rows, moveTo)
  const [moving, setMoving] = useState<MoveQuestion | null>(null)
  return (
    <div className="flex min-h-0 flex-1 flex-col md:h-dvh">
      <PageHeader title={words.board.title} meta={isComplete ? words.board.count(count) : ''} />
      {isComplete && count === 0 ? (
        <EmptyState title={words.board.empty.title} picture={<JourneyLine current={null} size="lg" />}>
          {words.board.empty.text}
        </EmptyState>
      ) : (
        <div
          className="flex h-[calc(100dvh-13rem)] min-h-80 snap-x snap-mandatory scroll-px-4 gap-2 overflow-x-auto px-4 pb-4 md:h-auto md:min-h-0 md:flex-1 md:snap-none md:px-6"
          // A region that scrolls sideways has to be reachable by keyboard.
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={0}
          role="group"
          aria-label={words.board.title}
        >
          {columns.map((column, index) => (
            <BoardColumn key={column.stage} column={column} index={index} onMove={setMoving} />
          ))}
        </div>
      )}
      <AnchoredMenu
        anchor={moving?.anchor ?? null}
        label={words.board.moveTo}
        items={moving === null ? [] : stageMenuItems(moving.row.journeyStatus, stage => moveTo(moving.row, stage))}
        onClose={() => setMoving(null)}
      />
    </div>
  )
}

function useMove(): (row: CreatorRow, stage: Stage) => void {
  const command = useCommand()
  const run = useRun()
  return useCallback(
    (row, stage) => {
      if (row.journeyStatus === stage) return
      run('move', () =>
        command.run(
          { kind: 'update', collection: 'creator', ids: [row.id], values: { journeyStatus: stage } },
          { done: words.creators.done.moved(row.brandName, words.records.stage[stage]) },
        ),
      )
    },
    [command, run],
  )
}

/** One listener for the whole board: cards and columns only say what they are. */
function useDrops(rows: readonly CreatorRow[], moveTo: (row: CreatorRow, stage: Stage) => void): void {
  const latest = useRef({ rows, moveTo })
  useEffect(() => {
    latest.current = { rows, moveTo }
  })
  useEffect(
    () =>
      monitorForElements({
        onDrop: ({ source, location }) => {
          const id = draggedId(source.data)
          const stage = stages.find(known => known === droppedStage(location.current.dropTargets[0]?.data))
          const row = latest.current.rows.find(candidate => candidate.id === id)
          if (row !== undefined && stage !== undefined) latest.current.moveTo(row, stage)
        },
      }),
    [],
  )
}
