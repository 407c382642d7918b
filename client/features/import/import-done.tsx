import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useCommand } from '#client/store/commands.ts'
import { useUndo } from '#client/store/core-context.tsx'
import { Button, buttonClass } from '#client/ui/button.tsx'
import { words } from '#client/words/en.ts'
import type { ImportCounts } from './import-state.ts'
import { StepTitle } from './step-title.tsx'

const say = words.importing.done

export type ImportDoneProps = {
  readonly counts: ImportCounts
  readonly undoes: string | null
  readonly onMore: () => void
}

export function ImportDone({ counts, undoes, onMore }: ImportDoneProps) {
  const undo = useUndo()
  const { undo: runUndo } = useCommand()
  const [isBusy, setIsBusy] = useState(false)
  // Only while the import is what an undo would take back.
  const canUndo = undoes !== null && undo.undo === undoes
  const isUndone = undoes !== null && undo.redo === undoes
  const takeBack = async (): Promise<void> => {
    setIsBusy(true)
    await runUndo()
    setIsBusy(false)
  }
  return (
    <section className="max-w-xl py-4">
      <StepTitle>{say.title}</StepTitle>
      <p role="status" className="text-base">
        {say.counts(counts.created, counts.updated, counts.skipped, counts.refused)}
      </p>
      {isUndone && <p className="mt-1 text-muted">{say.undone}</p>}
      <div className="mt-5 flex flex-wrap gap-2">
        <Link to="/creators" className={buttonClass('primary', 'md')}>
          {say.see}
        </Link>
        <Button onClick={onMore}>{say.more}</Button>
        {canUndo && (
          <Button variant="quiet" busy={isBusy} onClick={() => void takeBack()}>
            {say.undo}
          </Button>
        )}
      </div>
    </section>
  )
}
