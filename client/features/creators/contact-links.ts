import { creator } from '#shared/domain/creator.ts'
import type { CreatorRow } from '#shared/domain/row.ts'
import { formFields } from '#shared/domain/registry.ts'

export type ContactLink = {
  readonly kind: 'mail' | 'phone' | 'web'
  readonly label: string
  readonly target: string
  readonly href: string
}

/** Every way to reach a creator or see their work: address, number, site, profiles. */
export function contactLinks(row: CreatorRow): readonly ContactLink[] {
  const values: Readonly<Record<string, unknown>> = row
  const links: ContactLink[] = formFields(creator).flatMap(({ name, declaration }) => {
    const value = values[name]
    if (declaration.type !== 'string' || typeof value !== 'string' || value === '') return []
    const { label, format, profileUrl } = declaration
    if (format === 'email') return [{ kind: 'mail', label, target: value, href: `mailto:${encodeMail(value)}` }]
    if (format === 'phone')
      return [{ kind: 'phone', label, target: value, href: `tel:${value.replaceAll(/[^\d+]/g, '')}` }]
    if (format === 'url') return web(label, value, value)
    if (profileUrl === undefined) return []
    return web(label, value, `${profileUrl}${encodeURIComponent(value.replace(/^@/, ''))}`)
  })
  return [...links, ...Object.entries(row.otherSocialLinks).flatMap(([name, url]) => web(name, url, url))]
}

/** The last gate before a link: whatever reached the row, only these schemes are ever followed. */
function web(label: string, target: string, href: string): ContactLink[] {
  return /^https?:\/\//i.test(href) ? [{ kind: 'web', label, target, href }] : []
}

/** `@` stays: some mail programs do not take it encoded. */
function encodeMail(address: string): string {
  return encodeURIComponent(address).replaceAll('%40', '@')
}
