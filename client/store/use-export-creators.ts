import { useCallback } from 'react'
import type { CreatorRow } from '#shared/domain/row.ts'
import { useToast } from '#client/ui/use-toast.ts'
import { words } from '#client/words/en.ts'
import { useCore } from './core-context.tsx'
import { exportCreators } from './export-creators.ts'
import { useToday } from './use-now.ts'

/** Exports what a list shows, in its order, and says how it went. */
export function useExportCreators(): (rows: readonly CreatorRow[]) => Promise<void> {
  const core = useCore()
  const toaster = useToast()
  const today = useToday()
  return useCallback(
    async rows => {
      const exported = await exportCreators(core, rows, today)
      if (exported.ok) toaster.show({ title: words.exporting.done(rows.length), tone: 'done' })
      else toaster.show({ title: words.command.failed(exported.error), tone: 'problem' })
    },
    [core, toaster, today],
  )
}
