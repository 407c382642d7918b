import { creator } from '#shared/domain/creator.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Segmented } from '#client/ui/segmented.tsx'
import { words } from '#client/words/en.ts'
import { ColumnRow } from './column-row.tsx'
import type { Choices, LoadedFile } from './import-state.ts'
import type { ImportMode } from './plan-import.ts'
import { StepTitle } from './step-title.tsx'
import type { ImportActions } from './use-import.ts'

const say = words.importing
const modes: readonly ImportMode[] = ['create-and-update', 'create-only', 'update-only']
const needed = ['creatorName', 'creatorEmail', 'brandName', 'brandNiche'] as const

export function ColumnsStep({ choices, actions }: { readonly choices: Choices; readonly actions: ImportActions }) {
  const { file, matches, orders, mode } = choices
  const mapped = new Set(matches.flatMap(match => (match.field === null ? [] : [match.field])))
  const missing = needed.filter(field => !mapped.has(field)).map(field => creator.fields[field].label)
  const leftOut = matches.filter(match => match.field === null).map(match => match.header)
  return (
    <div className="flex flex-col gap-6">
      <FileFacts file={file} onAnother={actions.restart} />
      {file.guessed && (
        <Banner tone="warn" title={say.guessed.title}>
          {say.guessed.text}
        </Banner>
      )}
      <section>
        <StepTitle hint={say.columns.text}>{say.columns.title}</StepTitle>
        <ul className="divide-y divide-line border-y border-line">
          {matches.map(match => (
            <ColumnRow
              key={match.index}
              match={match}
              order={orders.get(match.index)}
              onField={field => actions.choose(match.index, field)}
              onOrder={order => actions.order(match.index, order)}
            />
          ))}
        </ul>
        {leftOut.length > 0 && <p className="mt-2 text-sm text-muted">{say.columns.leftOut(leftOut)}</p>}
      </section>
      {missing.length > 0 && <Banner tone="warn">{say.columns.missing(missing)}</Banner>}
      <section className="min-w-0">
        <h2 className="text-lg font-semibold">{say.mode.title}</h2>
        <p className="mb-3 max-w-2xl text-sm text-muted">{say.mode.text}</p>
        <div className="overflow-x-auto">
          <Segmented
            label={say.mode.title}
            options={modes.map(value => ({ value, label: say.mode[value] }))}
            value={mode}
            onChange={actions.mode}
          />
        </div>
      </section>
      <div className="flex flex-wrap items-center gap-3">
        <Button variant="primary" disabled={mapped.size === 0} onClick={() => void actions.preview()}>
          {say.preview}
        </Button>
        {mapped.size === 0 && <span className="text-sm text-muted">{say.columns.none}</span>}
      </div>
    </div>
  )
}

function FileFacts({ file, onAnother }: { readonly file: LoadedFile; readonly onAnother: () => void }) {
  const { header, rows, delimiter } = file.table
  const facts = [
    say.file.facts(rows.length, header.length),
    say.file.separated(delimiter),
    say.file.encoding(file.encoding),
  ]
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded-md bg-sunken px-3 py-2">
      <div className="min-w-0">
        <p className="truncate font-medium">{file.name}</p>
        <p className="tabular text-sm text-muted">{facts.join(' · ')}</p>
      </div>
      <Button size="sm" variant="quiet" onClick={onAnother}>
        {say.file.another}
      </Button>
    </div>
  )
}
