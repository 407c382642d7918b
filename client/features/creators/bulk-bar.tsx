import { Archive, ArchiveRestore, Flag, Tag, Trash2, Waypoints, X } from 'lucide-react'
import { useState } from 'react'
import type { CreatorValues } from '#shared/domain/row.ts'
import { stageMenuItems } from '#client/parts/stage-menu-items.tsx'
import { useCommand } from '#client/store/commands.ts'
import { Button } from '#client/ui/button.tsx'
import { IconButton } from '#client/ui/icon-button.tsx'
import { Menu } from '#client/ui/menu.tsx'
import { Popover } from '#client/ui/popover.tsx'
import { SuggestField } from '#client/ui/suggest-field.tsx'
import { words } from '#client/words/en.ts'
import type { Shelf } from './creator-view.ts'

export type BulkBarProps = {
  readonly ids: ReadonlySet<string>
  readonly shelf: Shelf
  readonly tags: readonly string[]
  /** Null: all are. */
  readonly onSelectAll: (() => void) | null
  readonly onClear: () => void
}

/** What can be done to all that is selected, each as one step that can be undone. */
export function BulkBar({ ids, shelf, tags, onSelectAll, onClear }: BulkBarProps) {
  const { run } = useCommand()
  const count = ids.size
  const update = (values: CreatorValues, done: string) =>
    void run({ kind: 'update', collection: 'creator', ids: [...ids], values }, { done })
  const trash = () =>
    void run({ kind: 'trash', collection: 'creator', ids: [...ids] }, { done: words.creators.done.deleted(count) })
  const restore = () =>
    void run({ kind: 'restore', collection: 'creator', ids: [...ids] }, { done: words.creators.done.restored(count) })
  const addTag = (tag: string) =>
    void run(
      { kind: 'add-tags', collection: 'creator', ids: [...ids], tags: [tag] },
      { done: words.creators.done.tag(count, tag) },
    )
  return (
    <div
      role="region"
      aria-label={words.creators.bulk.label}
      className="sticky bottom-[calc(3.5rem+env(safe-area-inset-bottom))] z-10 mt-auto flex items-center gap-1 overflow-x-auto border-t border-line-strong bg-surface px-4 py-2 md:bottom-0 md:px-6"
    >
      <p role="status" className="tabular shrink-0 pr-2 text-sm font-medium">
        {words.creators.selected(count)}
      </p>
      {onSelectAll !== null && (
        <Button variant="quiet" onClick={onSelectAll}>
          {words.creators.selectAll}
        </Button>
      )}
      {shelf === 'trash' ? (
        <Button icon={ArchiveRestore} onClick={restore}>
          {words.creators.bulk.restore}
        </Button>
      ) : (
        <>
          <Menu
            label={words.creators.bulk.stage}
            items={stageMenuItems(null, stage =>
              update({ journeyStatus: stage }, words.creators.done.stage(count, words.records.stage[stage])),
            )}
            trigger={<Button icon={Waypoints}>{words.creators.bulk.stage}</Button>}
          />
          <Menu
            label={words.creators.bulk.priority}
            items={[1, 2, 3, 4, 5].map(level => ({
              id: String(level),
              label: words.records.priority(level),
              onSelect: () => update({ priorityLevel: level }, words.creators.done.priority(count, level)),
            }))}
            trigger={<Button icon={Flag}>{words.creators.bulk.priority}</Button>}
          />
          <AddTag tags={tags} onAdd={addTag} />
          {shelf === 'archive' ? (
            <Button
              icon={ArchiveRestore}
              onClick={() => update({ isActive: true }, words.creators.done.unarchived(count))}
            >
              {words.creators.bulk.unarchive}
            </Button>
          ) : (
            <Button icon={Archive} onClick={() => update({ isActive: false }, words.creators.done.archived(count))}>
              {words.creators.bulk.archive}
            </Button>
          )}
          <Button icon={Trash2} onClick={trash}>
            {words.creators.bulk.delete}
          </Button>
        </>
      )}
      <IconButton icon={X} label={words.creators.deselect} className="ml-auto" onClick={onClear} />
    </div>
  )
}

function AddTag({ tags, onAdd }: { readonly tags: readonly string[]; readonly onAdd: (tag: string) => void }) {
  const [isOpen, setIsOpen] = useState(false)
  const [typed, setTyped] = useState('')
  function add(): void {
    const tag = typed.trim()
    if (tag === '') return
    setIsOpen(false)
    setTyped('')
    onAdd(tag)
  }
  return (
    <Popover
      open={isOpen}
      onOpenChange={setIsOpen}
      side="top"
      className="w-72 overflow-visible p-3"
      trigger={<Button icon={Tag}>{words.creators.bulk.addTag}</Button>}
    >
      <form
        className="flex items-end gap-2"
        onSubmit={event => {
          event.preventDefault()
          add()
        }}
      >
        <SuggestField
          label={words.creators.bulk.tag}
          className="flex-1"
          suggestions={tags}
          value={typed}
          onValueChange={setTyped}
        />
        <Button type="submit" variant="primary">
          {words.creators.bulk.add}
        </Button>
      </form>
    </Popover>
  )
}
