import { useState } from 'react'
import { isImage } from '#shared/domain/parse-field-value.ts'
import type { CreatorRow } from '#shared/domain/row.ts'
import type { NamedField } from '#shared/domain/registry.ts'
import { resizeImage, type ResizeFailure } from '#client/platform/resize-image.ts'
import { useCommand } from '#client/store/commands.ts'
import { useImage } from '#client/store/use-image.ts'
import { useTask } from '#client/store/use-task.ts'
import { words } from '#client/words/en.ts'
import { ConflictMark } from './conflict-mark.tsx'
import { PictureInput } from './picture-input.tsx'
import { pictureShape } from './picture-shape.ts'

export type InlinePictureProps = NamedField & { readonly row: CreatorRow }

/** A photo or logo on the page: what is chosen is stored at once, and can be undone. */
export function InlinePicture({ name, declaration, row }: InlinePictureProps) {
  const command = useCommand()
  const task = useTask('picture')
  const [refused, setRefused] = useState<ResizeFailure | null>(null)
  const values: Readonly<Record<string, unknown>> = row
  const value = values[name]
  const present = isImage(value) ? value : null
  const src = useImage(present)

  const choose = async (file: Blob): Promise<null> => {
    const resized = await resizeImage(file)
    setRefused(resized.ok ? null : resized.error)
    if (!resized.ok) return null
    const stored = await command.storeImage(resized.value)
    if (!stored.ok) return null
    await command.run(
      { kind: 'update', collection: 'creator', ids: [row.id], values: { [name]: stored.value } },
      { done: words.creators.done.field(declaration.label) },
    )
    return null
  }
  const remove = async (): Promise<null> => {
    setRefused(null)
    await command.run(
      { kind: 'update', collection: 'creator', ids: [row.id], values: { [name]: null } },
      { done: words.pictures.removed(declaration.label) },
    )
    return null
  }
  return (
    <div className="relative min-w-0 py-1">
      <PictureInput
        id={`inline-${name}`}
        label={declaration.label}
        shape={pictureShape(name)}
        src={src}
        hasPicture={present !== null}
        isBusy={task.isBusy}
        compact
        {...(refused === null ? {} : { error: words.pictures.refused(refused) })}
        onFile={file => task.start(() => choose(file))}
        onRemove={() => task.start(remove)}
      />
      {row.conflicts.includes(name) && <ConflictMark row={row} name={name} />}
    </div>
  )
}
