import { useState } from 'react'
import { classNames } from './class-names.ts'

export type AvatarProps = {
  readonly name: string
  readonly size?: 'sm' | 'md' | 'lg' | 'xl'
  /** Round for people; square keeps all of a mark. */
  readonly shape?: 'round' | 'square'
  /** The picture's address. Without one, or where it cannot be shown, initials stand. */
  readonly src?: string | null
  /** What the picture shows; left out where the name stands beside it. */
  readonly alt?: string
  readonly className?: string
}

/** A picture, or initials on a hue that stays with the name. */
export function Avatar({ name, size = 'md', shape = 'round', src = null, alt = '', className }: AvatarProps) {
  const [broken, setBroken] = useState<string | null>(null)
  const hasPicture = src !== null && src !== broken
  return (
    <span
      aria-hidden={!hasPicture || alt === '' ? true : undefined}
      className={classNames(
        'inline-flex shrink-0 select-none items-center justify-center overflow-hidden border font-semibold',
        shape === 'round' ? 'rounded-full' : 'rounded-md',
        sizes[size],
        hasPicture ? 'border-line bg-tile' : classNames('bg-surface', hues[hueOf(name)]),
        className,
      )}
    >
      {hasPicture ? (
        <img
          src={src}
          alt={alt}
          draggable={false}
          className={classNames('size-full', shape === 'round' ? 'object-cover' : 'object-contain p-px')}
          onError={() => setBroken(src)}
        />
      ) : (
        initials(name)
      )}
    </span>
  )
}

function initials(name: string): string {
  const words = name
    .trim()
    .split(/\s+/u)
    .filter(word => word !== '')
  const first = firstGrapheme(words[0] ?? '')
  const last = words.length > 1 ? firstGrapheme(words.at(-1) ?? '') : ''
  return `${first}${last}`.toUpperCase()
}

function firstGrapheme(word: string): string {
  for (const { segment } of segmenter.segment(word)) return segment
  return ''
}

const segmenter = new Intl.Segmenter()

/** FNV-1a: the same name has the same hue on every device. */
export function hueOf(name: string): 0 | 1 | 2 | 3 | 4 | 5 {
  let hash = 0x811c9dc5
  for (const character of name) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return hueIndexes[(hash >>> 0) % hueIndexes.length] ?? 0
}

const hueIndexes = [0, 1, 2, 3, 4, 5] as const
const sizes = { sm: 'size-6 text-2xs', md: 'size-8 text-xs', lg: 'size-12 text-base', xl: 'size-16 text-lg' } as const
const hues = [
  'border-stage-1/40 text-stage-1',
  'border-stage-2/40 text-stage-2',
  'border-stage-3/40 text-stage-3',
  'border-stage-4/40 text-stage-4',
  'border-stage-5/40 text-stage-5',
  'border-stage-6/40 text-stage-6',
]
