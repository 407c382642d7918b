import { useCallback, useState } from 'react'
import { useVerify } from '#client/parts/verification.tsx'
import { useTask, type Task } from '#client/store/use-task.ts'

export type VerifiedTask = Task & {
  /** While somebody is asked to verify: a dialog below makes way. */
  readonly isVerifying: boolean
}

/** Work that needs a fresh ceremony: asks for it first, and does nothing where it is refused. */
export function useVerifiedTask(name: string): VerifiedTask {
  const verify = useVerify()
  const task = useTask(name)
  const [isVerifying, setVerifying] = useState(false)
  const { start } = task
  const startVerified = useCallback(
    (work: () => Promise<string | null>) =>
      start(async () => {
        setVerifying(true)
        const isVerified = await verify()
        setVerifying(false)
        return isVerified ? work() : null
      }),
    [start, verify],
  )
  return { ...task, start: startVerified, isVerifying }
}
