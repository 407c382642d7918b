import { useCallback, useState } from 'react'

export type Run = (name: string, task: () => Promise<unknown>) => void

/**
 * Starts work from an event handler. A rejection is a bug: it reaches the error boundary, as one in rendering does,
 * rather than being lost.
 */
export function useRun(): Run {
  const [, setFault] = useState<null>(null)
  return useCallback((name, task) => {
    task().catch((error: unknown) => {
      setFault(() => {
        throw error instanceof Error ? error : new Error(`${name}: ${String(error)}`)
      })
    })
  }, [])
}
