import { Plus, Upload } from 'lucide-react'
import { useKeys } from '#client/parts/use-keys.ts'
import { Button } from '#client/ui/button.tsx'
import { EmptyState } from '#client/ui/empty-state.tsx'
import { JourneyLine } from '#client/ui/journey-line.tsx'
import { words } from '#client/words/en.ts'
import { clearFilters, isFiltered, type CreatorView } from './creator-view.ts'

export type CreatorsEmptyProps = { readonly onNew: () => void; readonly onImport: () => void }

/** A studio that has just begun. */
export function CreatorsEmpty({ onNew, onImport }: CreatorsEmptyProps) {
  useKeys({ n: onNew })
  return (
    <EmptyState
      title={words.creators.empty.title}
      picture={<JourneyLine current={null} size="lg" />}
      actions={
        <>
          <Button variant="primary" size="lg" icon={Plus} onClick={onNew}>
            {words.creators.newCreator}
          </Button>
          <Button size="lg" icon={Upload} onClick={onImport}>
            {words.creators.import}
          </Button>
        </>
      }
    >
      {words.creators.empty.text}
    </EmptyState>
  )
}

export type NothingShownProps = { readonly view: CreatorView; readonly onChange: (view: CreatorView) => void }

const nothingOn = {
  active: words.creators.noActive,
  archive: words.creators.noArchive,
  trash: words.creators.noTrash,
} as const

/** Nobody on this shelf, or nobody whom the filters let through. */
export function NothingShown({ view, onChange }: NothingShownProps) {
  if (!isFiltered(view)) {
    const said = nothingOn[view.shelf]
    return <EmptyState title={said.title}>{said.text}</EmptyState>
  }
  return (
    <EmptyState
      title={words.creators.noResult.title}
      actions={<Button onClick={() => onChange(clearFilters(view))}>{words.creators.clear}</Button>}
    >
      {words.creators.noResult.text}
    </EmptyState>
  )
}
