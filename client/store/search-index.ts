import { creator } from '#shared/domain/creator.ts'
import type { CreatorRow } from '#shared/domain/row.ts'
import { fold, searchText } from '#shared/domain/search-text.ts'

/** Kept by the row's identity: a row that changes is another object, and its haystack is made anew when it is looked for. */
type Haystack = { readonly brand: string; readonly name: string; readonly all: string }
const haystacks = new WeakMap<CreatorRow, Haystack>()

/**
 * Rows in which every word of the query stands somewhere, without regard to case and accents: those whose brand or name
 * begins with the query first, then those with a word that does, then the others; within each in the order given.
 */
export function searchRows(query: string, rows: readonly CreatorRow[]): readonly CreatorRow[] {
  const needle = fold(query).trim()
  if (needle === '') return rows
  const needles = needle.split(/\s+/u)
  const ranked: CreatorRow[][] = [[], [], []]
  for (const row of rows) {
    const haystack = haystackOf(row)
    if (needles.every(word => haystack.all.includes(word))) ranked[rank(haystack, needle)]?.push(row)
  }
  return ranked.flat()
}

function rank(haystack: Haystack, needle: string): 0 | 1 | 2 {
  if (haystack.brand.startsWith(needle) || haystack.name.startsWith(needle)) return 0
  return haystack.brand.includes(` ${needle}`) || haystack.name.includes(` ${needle}`) ? 1 : 2
}

function haystackOf(row: CreatorRow): Haystack {
  const known = haystacks.get(row)
  if (known !== undefined) return known
  const brand = fold(row.brandName)
  const name = fold(row.creatorName)
  const haystack = { brand, name, all: searchText(creator, row) }
  haystacks.set(row, haystack)
  return haystack
}
