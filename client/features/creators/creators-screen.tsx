import { useNavigate } from '@tanstack/react-router'
import { Download, Plus, Upload } from 'lucide-react'
import { useCallback } from 'react'
import type { CreatorRow } from '#shared/domain/row.ts'
import { useCore, useCreators, useRowsComplete } from '#client/store/core-context.tsx'
import { exportCreators } from '#client/store/export-creators.ts'
import { useToday } from '#client/store/use-now.ts'
import { useRun } from '#client/store/use-run.ts'
import { Button } from '#client/ui/button.tsx'
import { PageHeader } from '#client/ui/page-header.tsx'
import { useToast } from '#client/ui/use-toast.ts'
import { words } from '#client/words/en.ts'
import { CreatorFormDrawer } from './creator-form.tsx'
import { CreatorsBody } from './creators-body.tsx'
import { CreatorsEmpty } from './creators-empty.tsx'
import { useCreatorView } from './use-creator-view.ts'
import { useShownCreators } from './use-shown-creators.ts'
import { useWarmSearch } from './use-warm-search.ts'

/** Every creator, found, narrowed and put in order as the address says. */
export function CreatorsScreen() {
  const all = useCreators()
  const isComplete = useRowsComplete()
  const { view, change, form, openForm } = useCreatorView()
  const shown = useShownCreators(all, view)
  useWarmSearch(all)
  const navigate = useNavigate()
  const run = useRun()
  const open = useCallback(
    (id: string) => run('navigate', () => navigate({ to: '/creators/$id', params: { id } })),
    [navigate, run],
  )
  const openImport = () => run('navigate', () => navigate({ to: '/creators/import' }))
  const openNew = () => openForm('new')
  const edited = form === null || form === 'new' ? null : (all.find(row => row.id === form) ?? null)
  const isEmpty = isComplete && all.length === 0
  return (
    <div className="flex flex-1 flex-col">
      <PageHeader
        title={words.creators.title}
        meta={
          <span role="status" className="tabular">
            {isComplete ? words.creators.count(shown.rows.length, shown.shelfSize) : ''}
          </span>
        }
        actions={isEmpty ? undefined : <ListActions rows={shown.rows} onNew={openNew} onImport={openImport} />}
      />
      {isEmpty ? (
        <CreatorsEmpty onNew={openNew} onImport={openImport} />
      ) : (
        <CreatorsBody
          all={all}
          isComplete={isComplete}
          shown={shown}
          view={view}
          onChange={change}
          onOpen={open}
          onForm={openForm}
        />
      )}
      {(form === 'new' || edited !== null) && (
        <CreatorFormDrawer
          key={form}
          row={edited}
          onClose={() => openForm(null)}
          onSaved={id => (form === 'new' ? open(id) : openForm(null))}
        />
      )}
    </div>
  )
}

type ListActionsProps = {
  readonly rows: readonly CreatorRow[]
  readonly onNew: () => void
  readonly onImport: () => void
}

/** On a phone the two rarer ones are pictures with their names read out. */
function ListActions({ rows, onNew, onImport }: ListActionsProps) {
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
      <Button variant="quiet" icon={Download} className="max-sm:px-3" onClick={() => run('export', download)}>
        <span className="max-sm:sr-only">{words.creators.export}</span>
      </Button>
      <Button icon={Upload} className="max-sm:px-3" onClick={onImport}>
        <span className="max-sm:sr-only">{words.creators.import}</span>
      </Button>
      <Button variant="primary" icon={Plus} className="max-sm:px-3" onClick={onNew}>
        {words.creators.newCreator}
      </Button>
    </>
  )
}
