import { Link } from '@tanstack/react-router'
import { useEffect, useRef, type ReactNode } from 'react'
import { Button } from '#client/ui/button.tsx'
import { PageHeader } from '#client/ui/page-header.tsx'
import { ProgressBar } from '#client/ui/progress-bar.tsx'
import { words } from '#client/words/en.ts'
import { ChooseFile } from './choose-file.tsx'
import { ColumnsStep } from './columns-step.tsx'
import { ImportDone } from './import-done.tsx'
import type { ImportState } from './import-state.ts'
import { PreviewStep } from './preview-step.tsx'
import { useImport } from './use-import.ts'

const say = words.importing

/** From a file to creators: choose it, match its columns, see what would happen, let it happen. */
export function ImportScreen() {
  const { state, actions } = useImport()
  const body = useRef<HTMLDivElement>(null)
  const shownStep = useRef(state.step)
  useEffect(() => {
    if (shownStep.current === state.step) return
    shownStep.current = state.step
    // What was pressed is gone: whoever does not see the page is led to what took its place.
    body.current?.querySelector<HTMLElement>('[data-step-title]')?.focus()
  }, [state.step])
  return (
    <>
      <PageHeader
        title={say.title}
        above={
          <Link to="/creators" className="text-muted hover:text-ink">
            {say.back}
          </Link>
        }
        meta={state.step === 'file' ? say.intro : undefined}
      />
      <div ref={body} className="max-w-6xl px-4 pb-24 md:px-6">
        <Step state={state} actions={actions} />
      </div>
    </>
  )
}

function Step({
  state,
  actions,
}: {
  readonly state: ImportState
  readonly actions: ReturnType<typeof useImport>['actions']
}) {
  const stop = (
    <Button size="sm" onClick={actions.cancel}>
      {say.stop}
    </Button>
  )
  switch (state.step) {
    case 'file':
      return <ChooseFile problem={state.problem} onFile={actions.read} />
    case 'reading':
      return (
        <Work
          label={say.reading}
          done={Math.round(state.share * 100)}
          total={100}
          text={say.percent(state.share)}
          action={stop}
        />
      )
    case 'columns':
      return <ColumnsStep choices={state.choices} actions={actions} />
    case 'planning': {
      const total = state.choices.file.table.rows.length
      return (
        <Work
          label={say.planning}
          done={state.done}
          total={total}
          text={say.progress(state.done, total)}
          action={stop}
        />
      )
    }
    case 'preview':
      return <PreviewStep state={state} actions={actions} />
    case 'writing': {
      const text = state.total === 0 ? say.planning : say.progress(state.done, state.total)
      return <Work label={say.writing} done={state.done} total={state.total} text={text} action={stop} />
    }
    case 'done':
      return <ImportDone counts={state.counts} undoes={state.undoes} onMore={actions.restart} />
  }
}

type WorkProps = {
  readonly label: string
  readonly done: number
  readonly total: number
  readonly text: string
  readonly action: ReactNode
}

function Work({ label, done, total, text, action }: WorkProps) {
  return (
    <div className="max-w-xl py-10">
      <ProgressBar label={label} done={done} total={total} valueText={text} action={action} />
    </div>
  )
}
