import { useCallback, useRef, useState } from 'react'
import { useRun } from './use-run.ts'

export type Task = {
  readonly isBusy: boolean
  /** In words; null: none. */
  readonly problem: string | null
  /** Starts it unless one is running. It answers what went wrong in words, or null. */
  readonly start: (task: () => Promise<string | null>) => void
  readonly clear: () => void
}

/** One piece of work at a time, with its problem in words: for forms and ceremonies. */
export function useTask(name: string): Task {
  const run = useRun()
  const running = useRef(false)
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)

  const start = useCallback(
    (task: () => Promise<string | null>): void => {
      if (running.current) return
      running.current = true
      setBusy(true)
      setProblem(null)
      run(name, async () => {
        try {
          setProblem(await task())
        } finally {
          running.current = false
          setBusy(false)
        }
      })
    },
    [name, run],
  )
  const clear = useCallback(() => setProblem(null), [])
  return { isBusy, problem, start, clear }
}
