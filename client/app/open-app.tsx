import { RouterProvider } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { createListMemory, ListMemoryProvider } from '#client/features/creators/list-memory.tsx'
import { systemClock } from '#client/platform/clock.ts'
import { askToPersist } from '#client/platform/storage.ts'
import { useCore } from '#client/store/core-context.tsx'
import { useRun } from '#client/store/use-run.ts'
import { createAppRouter } from './routes.tsx'

/** The studio while it is open: the address decides which screen. */
export function OpenApp() {
  const core = useCore()
  const run = useRun()
  const [router] = useState(createAppRouter)
  const [listMemory] = useState(() => createListMemory(systemClock.now()))
  useEffect(() => {
    run('ask to persist', async () => {
      const isPersisted = await askToPersist()
      if (isPersisted !== null) await core.api.notePersisted(isPersisted)
    })
  }, [core, run])
  return (
    <ListMemoryProvider value={listMemory}>
      <RouterProvider router={router} />
    </ListMemoryProvider>
  )
}
