import { matchKeys } from '#shared/domain/duplicates.ts'
import type { CreatorRow, CreatorValues } from '#shared/domain/row.ts'

export type MatchedBy = 'email' | 'name-and-brand' | 'handle'
export type Match = { readonly row: CreatorRow; readonly by: MatchedBy } | 'ambiguous' | null

export type ExistingIndex = { readonly match: (values: CreatorValues) => Match }

/** [I1] [I6] The creators outside the trash, by what an imported row may know them by. */
export function indexExisting(rows: readonly CreatorRow[]): ExistingIndex {
  const byEmail = new Map<string, CreatorRow[]>()
  const byNameAndBrand = new Map<string, CreatorRow[]>()
  const byHandle = new Map<string, CreatorRow[]>()
  for (const row of rows) {
    if (row.deletedAt !== null) continue
    const keys = matchKeys(row)
    if (keys.email !== null) put(byEmail, keys.email, row)
    if (keys.nameAndBrand !== null) put(byNameAndBrand, keys.nameAndBrand, row)
    for (const handle of keys.handles) put(byHandle, handle, row)
  }
  return {
    match: values => {
      const keys = matchKeys(values)
      if (keys.email !== null) return one(byEmail.get(keys.email) ?? [], 'email')
      const named = keys.nameAndBrand === null ? [] : (byNameAndBrand.get(keys.nameAndBrand) ?? [])
      if (named.length > 0) return one(named, 'name-and-brand')
      const handled = keys.handles.flatMap(handle => byHandle.get(handle) ?? [])
      return one([...new Set(handled)], 'handle')
    },
  }
}

function one(rows: readonly CreatorRow[], by: MatchedBy): Match {
  if (rows[0] === undefined) return null
  return rows.length > 1 ? 'ambiguous' : { row: rows[0], by }
}

function put(index: Map<string, CreatorRow[]>, key: string, row: CreatorRow): void {
  const rows = index.get(key)
  if (rows === undefined) index.set(key, [row])
  else rows.push(row)
}
