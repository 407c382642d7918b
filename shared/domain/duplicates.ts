import { fold } from './search-text.ts'
import type { CreatorRow, CreatorValues } from './row.ts'

/** [I1] Two e-mail addresses are one where only case tells them apart. */
export function emailKey(email: string): string {
  return email.trim().normalize('NFC').toLowerCase()
}

type Matched = Pick<
  CreatorValues,
  'creatorEmail' | 'creatorName' | 'brandName' | 'instagramHandle' | 'tiktokHandle' | 'twitterHandle'
>

export type MatchKeys = {
  readonly email: string | null
  readonly nameAndBrand: string | null
  readonly handles: readonly string[]
}

/** [I1] What says that two records mean the same creator, the strongest first. */
export function matchKeys(values: Matched): MatchKeys {
  const { creatorEmail, creatorName, brandName } = values
  const handles = [
    ['instagram', values.instagramHandle],
    ['tiktok', values.tiktokHandle],
    ['twitter', values.twitterHandle],
  ] as const
  return {
    email: creatorEmail ? emailKey(creatorEmail) : null,
    nameAndBrand: creatorName && brandName ? JSON.stringify([fold(creatorName), fold(brandName)]) : null,
    handles: handles.flatMap(([platform, handle]) => (handle ? [`${platform}:${handle.toLowerCase()}`] : [])),
  }
}

/** [M2] The records outside the trash that share an e-mail address, two or more of each. */
export function duplicateGroups<Record extends Pick<CreatorRow, 'creatorEmail' | 'deletedAt'>>(
  rows: readonly Record[],
): Record[][] {
  const rowsByKey = new Map<string, Record[]>()
  for (const row of rows) {
    if (row.deletedAt !== null || !row.creatorEmail) continue
    const key = emailKey(row.creatorEmail)
    const group = rowsByKey.get(key)
    if (group === undefined) rowsByKey.set(key, [row])
    else group.push(row)
  }
  return [...rowsByKey.values()].filter(group => group.length > 1)
}

/** [M1] The record outside the trash that already has this address; `exceptId` is the one being edited. */
export function findByEmail<Record extends Pick<CreatorRow, 'id' | 'creatorEmail' | 'deletedAt'>>(
  rows: Iterable<Record>,
  email: string,
  exceptId?: string,
): Record | undefined {
  const key = emailKey(email)
  if (key === '') return undefined
  for (const row of rows) {
    if (row.deletedAt === null && row.id !== exceptId && row.creatorEmail && emailKey(row.creatorEmail) === key)
      return row
  }
  return undefined
}
