import { Download } from 'lucide-react'
import { useMemo, useState } from 'react'
import { downloadFile } from '#client/platform/downloads.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { FilterChip } from '#client/ui/filter-chip.tsx'
import { words } from '#client/words/en.ts'
import type { ImportState } from './import-state.ts'
import type { Outcome } from './plan-import.ts'
import { PreviewTable } from './preview-table.tsx'
import { refusedCsv } from './refused-csv.ts'
import { StepTitle } from './step-title.tsx'
import type { ImportActions } from './use-import.ts'

const say = words.importing
const outcomes: readonly Outcome[] = ['create', 'update', 'skip', 'refuse']

export type PreviewStepProps = {
  readonly state: Extract<ImportState, { readonly step: 'preview' }>
  readonly actions: ImportActions
}

export function PreviewStep({ state, actions }: PreviewStepProps) {
  const { plan, choices, failure } = state
  const [only, setOnly] = useState<Outcome | null>(null)
  const rows = useMemo(() => (only === null ? plan.rows : plan.rows.filter(row => row.outcome === only)), [plan, only])
  const download = (): void => {
    const text = `\ufeff${refusedCsv(choices.file.table.header, plan.rows)}`
    downloadFile(say.refusedFile(choices.file.name), 'text/csv;charset=utf-8', text)
  }
  return (
    <div className="flex flex-col gap-4">
      {failure !== null && (
        <Banner tone={failure.kind === 'cancelled' ? 'neutral' : 'bad'} live="alert">
          {words.command.failed(failure)}
        </Banner>
      )}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <StepTitle hint={choices.file.name}>{say.previewTitle}</StepTitle>
        <div className="flex flex-wrap gap-2">
          <Button onClick={actions.back}>{say.change}</Button>
          <Button variant="primary" onClick={() => void actions.write()}>
            {say.importRows}
          </Button>
        </div>
      </div>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div role="group" aria-label={say.filter} className="flex flex-wrap gap-1.5">
          <FilterChip pressed={only === null} onPress={() => setOnly(null)} count={plan.rows.length}>
            {say.all}
          </FilterChip>
          {outcomes.map(outcome => (
            <FilterChip
              key={outcome}
              pressed={only === outcome}
              onPress={() => setOnly(only === outcome ? null : outcome)}
              count={plan.counts[outcome]}
            >
              {say.outcome[outcome]}
            </FilterChip>
          ))}
        </div>
        {plan.counts.refuse > 0 && (
          <Button size="sm" variant="quiet" icon={Download} onClick={download}>
            {say.downloadRefused}
          </Button>
        )}
      </div>
      {rows.length === 0 ? <p className="py-8 text-muted">{say.noneOfThese}</p> : <PreviewTable rows={rows} />}
    </div>
  )
}
