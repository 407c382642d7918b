import type { CreatorRow } from '#shared/domain/row.ts'
import { useImage } from '#client/store/use-image.ts'
import { Avatar, type AvatarProps } from '#client/ui/avatar.tsx'

/** The person's photo, else the brand's logo, else initials. The name stands beside it. */
export function CreatorAvatar({ row, size }: { readonly row: CreatorRow } & Pick<AvatarProps, 'size'>) {
  const { creatorAvatar: photo, brandLogo: logo } = row
  const src = useImage(photo ?? logo)
  return (
    <Avatar
      name={row.brandName}
      src={src}
      shape={photo === null && src !== null ? 'square' : 'round'}
      {...(size === undefined ? {} : { size })}
    />
  )
}
