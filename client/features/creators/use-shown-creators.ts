import { useMemo } from 'react'
import type { CreatorRow } from '#shared/domain/row.ts'
import { useHealthOf } from '#client/store/health-of.ts'
import { searchRows } from '#client/store/search-index.ts'
import { useToday } from '#client/store/use-now.ts'
import type { CreatorView } from './creator-view.ts'
import { filterCreators, type Filtered } from './filter-creators.ts'
import { sortCreators } from './sort-creators.ts'

/** Sorted before it is filtered: the order outlives keystrokes and chips, which then cost one pass over the rows. */
export function useShownCreators(rows: readonly CreatorRow[], view: CreatorView): Filtered {
  const today = useToday()
  const health = useHealthOf()
  const { sort } = view
  const sorted = useMemo(() => sortCreators({ healthOf: row => health(row).score }, rows, sort), [rows, sort, health])
  return useMemo(
    () => filterCreators({ today, healthOf: row => health(row).score, search: searchRows }, sorted, view),
    [sorted, view, today, health],
  )
}
