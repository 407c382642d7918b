import type { CreatorRow } from '#shared/domain/row.ts'
import { useKeys } from '#client/parts/use-keys.ts'

export type ListKeysDeps = {
  readonly rows: readonly CreatorRow[]
  readonly active: number
  readonly focusRow: (index: number) => void
  readonly toggle: (id: string, range: boolean) => void
  readonly open: (id: string) => void
  readonly openForm: (form: string) => void
  readonly openStage: (id: string, anchor: HTMLElement) => void
  readonly search: () => void
}

/** The list by keyboard: j k and the arrows move, x selects, e edits, s changes the stage, n writes a new one. */
export function useListKeys(deps: ListKeysDeps): void {
  const { rows } = deps
  const move = (by: number) => {
    if (rows.length === 0) return
    deps.focusRow(Math.min(Math.max((isInList() ? deps.active : -1) + by, 0), rows.length - 1))
  }
  const onRow = (act: (row: CreatorRow) => void) => () => {
    const row = rows[Math.max(deps.active, 0)]
    if (row !== undefined) act(row)
  }
  useKeys({
    '/': deps.search,
    n: () => deps.openForm('new'),
    j: () => move(1),
    k: () => move(-1),
    x: onRow(row => deps.toggle(row.id, false)),
    e: onRow(row => deps.openForm(row.id)),
    s: onRow(row => {
      const anchor = document.querySelector<HTMLElement>(`[data-stage-of="${CSS.escape(row.id)}"]`)
      if (anchor !== null) deps.openStage(row.id, anchor)
    }),
  })
}

function isInList(): boolean {
  return document.activeElement instanceof Element && document.activeElement.closest('[role="grid"]') !== null
}
