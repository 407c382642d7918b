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
      <FileBar file={file} isReady={mapped.size > 0} actions={actions} />
      {file.guessed && (
        <Banner tone="warn" title={say.guessed.title}>
          {say.guessed.text}
        </Banner>
      )}
      {missing.length > 0 && <Banner tone="warn">{say.columns.missing(missing)}</Banner>}
      <section className="min-w-0">
        <StepTitle hint={say.mode.text}>{say.mode.title}</StepTitle>
        <div className="overflow-x-auto">
          <Segmented
            label={say.mode.title}
            options={modes.map(value => ({ value, label: say.mode[value] }))}
            value={mode}
            onChange={actions.mode}
          />
        </div>
      </section>
      <section>
        <h2 className="text-lg font-semibold">{say.columns.title}</h2>
        <p className="mb-3 max-w-2xl text-sm text-muted">{say.columns.text}</p>
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
    </div>
  )
}

type FileBarProps = { readonly file: LoadedFile; readonly isReady: boolean; readonly actions: ImportActions }

/** Stays in view: a file may have more columns than the page has room. */
function FileBar({ file, isReady, actions }: FileBarProps) {
  const { header, rows, delimiter } = file.table
  const facts = [
    say.file.rows(rows.length),
    say.file.columns(header.length),
    say.file.separated(delimiter),
    say.file.encoding(file.encoding),
  ]
  return (
    <div className="sticky top-0 z-10 -mx-4 flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-b border-line bg-paper px-4 py-2 md:-mx-6 md:px-6">
      <div className="min-w-0">
        <p className="truncate font-medium">
          <bdi>{file.name}</bdi>
        </p>
        <p className="text-sm text-muted">{isReady ? facts.join(' · ') : say.columns.none}</p>
      </div>
      <div className="flex flex-wrap gap-2">
        <Button onClick={actions.restart}>{say.file.another}</Button>
        <Button variant="primary" disabled={!isReady} onClick={() => void actions.preview()}>
          {say.preview}
        </Button>
      </div>
    </div>
  )
}
