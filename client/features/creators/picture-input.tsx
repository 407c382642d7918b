import { CircleAlert, ImagePlus, X } from 'lucide-react'
import { useRef, type ReactNode } from 'react'
import { Button } from '#client/ui/button.tsx'
import { classNames } from '#client/ui/class-names.ts'
import { IconButton } from '#client/ui/icon-button.tsx'
import { words } from '#client/words/en.ts'
import { useOfferedFile } from './use-offered-file.ts'

export type PictureInputProps = {
  readonly id: string
  readonly label: string
  /** Round for people; square keeps all of a mark. */
  readonly shape: 'round' | 'square'
  /** The address of the picture there is. */
  readonly src: string | null
  readonly hasPicture: boolean
  readonly isBusy: boolean
  readonly error?: ReactNode
  readonly hint?: string
  /** Smaller, for a page of values. */
  readonly compact?: boolean
  readonly onFile: (file: Blob) => void
  readonly onRemove: () => void
}

/** A picture with its two buttons; what is dropped on it, or pasted while one of them has the focus, is taken too. */
export function PictureInput(props: PictureInputProps) {
  const { id, label, error, hint, compact = false, onFile } = props
  const { area, isOver } = useOfferedFile(onFile)
  return (
    <div ref={area} role="group" aria-labelledby={`${id}-label`} className="flex min-w-0 flex-col gap-1">
      <span id={`${id}-label`} className={compact ? 'text-xs text-faint' : 'text-sm font-medium text-muted'}>
        {label}
      </span>
      <div className="flex items-center gap-3">
        <Frame {...props} isOver={isOver} />
        <div className="flex min-w-0 flex-col gap-1">
          <Buttons {...props} />
          {hint !== undefined && (
            <p id={`${id}-help`} className="text-xs text-faint">
              {hint}
            </p>
          )}
        </div>
      </div>
      {error !== undefined && (
        <p id={`${id}-error`} role="alert" className="flex items-start gap-1 text-sm text-bad">
          <CircleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
          <span>{error}</span>
        </p>
      )}
    </div>
  )
}

function Buttons({ id, label, hasPicture, isBusy, error, hint, compact = false, ...props }: PictureInputProps) {
  const input = useRef<HTMLInputElement>(null)
  const choose = useRef<HTMLButtonElement>(null)
  const remove = (): void => {
    // The button pressed goes with the picture; the focus stays beside it.
    choose.current?.focus()
    props.onRemove()
  }
  const described = [error !== undefined && `${id}-error`, hint !== undefined && `${id}-help`].filter(Boolean).join(' ')
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button
        ref={choose}
        id={id}
        size="sm"
        busy={isBusy}
        aria-describedby={described === '' ? undefined : described}
        onClick={() => input.current?.click()}
      >
        {words.pictures.choose(label)}
      </Button>
      {hasPicture && compact && <IconButton icon={X} size="sm" label={words.pictures.remove(label)} onClick={remove} />}
      {hasPicture && !compact && (
        <Button size="sm" variant="quiet" onClick={remove}>
          {words.pictures.remove(label)}
        </Button>
      )}
      <input
        ref={input}
        type="file"
        hidden
        accept="image/*"
        aria-label={label}
        onChange={event => {
          const file = event.currentTarget.files?.[0]
          if (file !== undefined) props.onFile(file)
          // The same file, corrected meanwhile, counts as a change too.
          event.currentTarget.value = ''
        }}
      />
    </div>
  )
}

function Frame({ src, shape, compact = false, isOver }: PictureInputProps & { readonly isOver: boolean }) {
  return (
    <span
      aria-hidden
      className={classNames(
        'flex shrink-0 items-center justify-center overflow-hidden border transition-colors duration-100',
        compact ? 'size-12' : 'size-16',
        shape === 'round' ? 'rounded-full' : 'rounded-md',
        isOver ? 'border-accent bg-accent-soft' : src === null ? 'border-control bg-sunken' : 'border-line bg-tile',
        src === null && 'border-dashed',
      )}
    >
      {src === null ? (
        <ImagePlus className="size-5 text-faint" strokeWidth={1.5} />
      ) : (
        <img
          src={src}
          alt=""
          draggable={false}
          className={classNames('size-full', shape === 'round' ? 'object-cover' : 'object-contain p-0.5')}
        />
      )}
    </span>
  )
}
