import { GitFork } from 'lucide-react'
import { useEffect, useState } from 'react'
import { isImage } from '#shared/domain/parse-field-value.ts'
import type { CreatorRow, ImageValue } from '#shared/domain/row.ts'
import type { ConflictValue } from '#client/core/api.ts'
import { fullInstantWords } from '#client/parts/day-words.ts'
import { fieldLabel, valueWords } from '#client/parts/value-words.ts'
import { useCommand } from '#client/store/commands.ts'
import { useCore } from '#client/store/core-context.tsx'
import { useImage } from '#client/store/use-image.ts'
import { useRun } from '#client/store/use-run.ts'
import { Avatar } from '#client/ui/avatar.tsx'
import { Button } from '#client/ui/button.tsx'
import { Popover } from '#client/ui/popover.tsx'
import { words } from '#client/words/en.ts'
import { pictureShape } from './picture-shape.ts'

export type ConflictMarkProps = { readonly row: CreatorRow; readonly name: string }

/** Two devices wrote this field at once: both values, from where and when, and the choice between them. */
export function ConflictMark({ row, name }: ConflictMarkProps) {
  const [isOpen, setIsOpen] = useState(false)
  const label = fieldLabel(name)
  return (
    <Popover
      open={isOpen}
      onOpenChange={setIsOpen}
      title={words.creators.conflict.title(label)}
      trigger={
        <button
          type="button"
          aria-label={words.creators.conflict.mark(label)}
          className="absolute right-0 top-1 inline-flex h-6 items-center gap-1 rounded-full bg-warn-soft px-2 text-xs font-medium text-warn hover:brightness-95 coarse:h-11 coarse:px-3"
        >
          <GitFork aria-hidden className="size-3.5" />
          {words.creators.conflict.short}
        </button>
      }
    >
      <p className="mb-3 text-sm text-muted">{words.creators.conflict.text}</p>
      {isOpen && <ConflictChoices row={row} name={name} onSettled={() => setIsOpen(false)} />}
    </Popover>
  )
}

function PictureChoice({ name, image }: { readonly name: string; readonly image: ImageValue }) {
  const src = useImage(image)
  return <Avatar name={fieldLabel(name)} src={src} shape={pictureShape(name)} size="xl" alt={words.records.picture} />
}

function ConflictChoices({ row, name, onSettled }: ConflictMarkProps & { readonly onSettled: () => void }) {
  const core = useCore()
  const command = useCommand()
  const run = useRun()
  const [values, setValues] = useState<readonly ConflictValue[]>([])
  useEffect(() => {
    let isHere = true
    run('conflicts', async () => {
      const found = await core.api.studio.conflicts(row.id, name)
      if (isHere) setValues(found)
    })
    return () => {
      isHere = false
    }
  }, [core, row, name, run])

  const keep = async (chosen: ConflictValue) => {
    const result = await command.run(
      { kind: 'settle', collection: 'creator', id: row.id, field: name, value: chosen.value },
      { done: words.creators.done.settled(fieldLabel(name)) },
    )
    if (result.ok) onSettled()
  }
  return (
    <ul className="flex flex-col gap-3">
      {values.map((value, index) => (
        <li
          // Two devices may have written the same moment and the same device twice: only the place tells them apart.
          key={index}
          className="flex items-start gap-3 border-t border-line pt-3"
        >
          <div className="min-w-0 flex-1">
            {isImage(value.value) ? (
              <PictureChoice name={name} image={value.value} />
            ) : (
              <p className="line-clamp-4 text-base font-medium" dir="auto">
                {valueWords(name, value.value) || words.records.empty}
              </p>
            )}
            <p className="text-xs text-muted">
              {index === 0 && `${words.creators.conflict.shown} · `}
              {words.creators.conflict.from(value.deviceName ?? words.records.unknownDevice)}
              {value.at !== null && ` · ${fullInstantWords(value.at)}`}
            </p>
          </div>
          <Button size="sm" onClick={() => run('settle', () => keep(value))}>
            {words.creators.conflict.keep}
          </Button>
        </li>
      ))}
    </ul>
  )
}
