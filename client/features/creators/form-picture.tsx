import { isImage } from '#shared/domain/parse-field-value.ts'
import type { NamedField } from '#shared/domain/registry.ts'
import { useImage } from '#client/store/use-image.ts'
import { useRun } from '#client/store/use-run.ts'
import { words } from '#client/words/en.ts'
import { PictureInput } from './picture-input.tsx'
import { pictureShape } from './picture-shape.ts'
import { ProblemText } from './problem-text.tsx'
import type { CreatorForm } from './use-creator-form.ts'

export type FormPictureProps = NamedField & { readonly form: CreatorForm }

/** A photo or logo in the form: shown at once, stored when the form is saved. */
export function FormPicture({ name, declaration, form }: FormPictureProps) {
  const run = useRun()
  const { pictures } = form
  const chosen = pictures.chosen.get(name) ?? null
  const value = form.draft[name]
  const present = isImage(value) ? value : null
  const stored = useImage(chosen === null ? present : null)
  const problem = form.problems.get(name)
  return (
    <PictureInput
      id={`creator-${name}`}
      label={declaration.label}
      shape={pictureShape(name)}
      src={chosen?.url ?? stored}
      hasPicture={chosen !== null || present !== null}
      isBusy={pictures.reading.has(name)}
      hint={words.pictures.hint}
      {...(problem === undefined ? {} : { error: <ProblemText problem={problem} /> })}
      onFile={file => run('choose picture', () => form.choosePicture(name, file))}
      onRemove={() => form.removePicture(name)}
    />
  )
}
