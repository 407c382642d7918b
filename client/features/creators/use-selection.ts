import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { CreatorRow } from '#shared/domain/row.ts'

export type Selection = {
  readonly ids: ReadonlySet<string>
  /** With `range`: everything from the last one that was pressed. */
  readonly toggle: (id: string, range: boolean) => void
  readonly selectAll: (all: boolean) => void
  readonly clear: () => void
}

/** Who is selected of those shown; whoever leaves the list leaves the selection. */
export function useSelection(rows: readonly CreatorRow[]): Selection {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const anchor = useRef<string | null>(null)
  const shown = useRef(rows)
  useEffect(() => {
    shown.current = rows
  }, [rows])
  const ids = useMemo(() => {
    if (chosen.size === 0) return chosen
    return new Set(rows.filter(row => chosen.has(row.id)).map(row => row.id))
  }, [rows, chosen])

  const toggle = useCallback((id: string, range: boolean) => {
    const from = range ? anchor.current : null
    anchor.current = id
    setChosen(present => (from === null ? toggled(present, id) : withRange(present, shown.current, from, id)))
  }, [])
  const selectAll = useCallback((all: boolean) => {
    anchor.current = null
    setChosen(all ? new Set(shown.current.map(row => row.id)) : new Set())
  }, [])
  const clear = useCallback(() => selectAll(false), [selectAll])
  return { ids, toggle, selectAll, clear }
}

function toggled(present: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(present)
  if (!next.delete(id)) next.add(id)
  return next
}

function withRange(
  present: ReadonlySet<string>,
  rows: readonly CreatorRow[],
  from: string,
  to: string,
): ReadonlySet<string> {
  const ends = [rows.findIndex(row => row.id === from), rows.findIndex(row => row.id === to)]
  if (ends.includes(-1)) return toggled(present, to)
  const inBetween = rows.slice(Math.min(...ends), Math.max(...ends) + 1)
  return new Set([...present, ...inBetween.map(row => row.id)])
}
