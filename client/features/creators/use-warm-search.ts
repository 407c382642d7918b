import { useEffect } from 'react'
import type { CreatorRow } from '#shared/domain/row.ts'
import { searchRows } from '#client/store/search-index.ts'

const slice = 250

/** Makes ready what the first keystroke of a search would have to wait for, while the browser has nothing else to do. */
export function useWarmSearch(rows: readonly CreatorRow[]): void {
  useEffect(() => {
    if (!('requestIdleCallback' in globalThis)) return undefined
    let next = 0
    let handle = 0
    const warm = (deadline: IdleDeadline): void => {
      while (next < rows.length && deadline.timeRemaining() > 2) {
        searchRows('a', rows.slice(next, next + slice))
        next += slice
      }
      if (next < rows.length) handle = requestIdleCallback(warm)
    }
    handle = requestIdleCallback(warm)
    return () => cancelIdleCallback(handle)
  }, [rows])
}
