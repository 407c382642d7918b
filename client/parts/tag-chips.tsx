import { hueOf } from '#client/ui/avatar.tsx'
import { Chip } from '#client/ui/chip.tsx'
import { classNames } from '#client/ui/class-names.ts'

export type TagHue = 1 | 2 | 3 | 4 | 5 | 6

/** The same tag has the same hue on every device. */
export function tagHue(tag: string): TagHue {
  return hues[hueOf(tag.toLocaleLowerCase('en'))]
}

export function TagChips({ tags, limit }: { readonly tags: readonly string[]; readonly limit?: number }) {
  const shown = limit === undefined ? tags : tags.slice(0, limit)
  const rest = tags.slice(shown.length)
  return (
    <span className={classNames('flex min-w-0 items-center gap-1', limit === undefined && 'flex-wrap')}>
      {shown.map(tag => (
        <Chip key={tag} hue={tagHue(tag)} {...(limit === undefined ? {} : { className: 'min-w-0 shrink' })}>
          {tag}
        </Chip>
      ))}
      {rest.length > 0 && (
        <span className="tabular shrink-0 text-xs text-faint" title={rest.join(', ')}>
          +{rest.length}
        </span>
      )}
    </span>
  )
}

const hues = [1, 2, 3, 4, 5, 6] as const
