import { useCallback, useEffect, useRef, useState } from 'react'
import { useRun } from './use-run.ts'

export type Loaded<Value> = { readonly value: Value | null; readonly reload: () => void }

/** Asks the core once, and again on `reload`; an answer that was overtaken is dropped. `load` has to keep its identity. */
export function useLoaded<Value>(load: () => Promise<Value>): Loaded<Value> {
  const run = useRun()
  const [value, setValue] = useState<Value | null>(null)
  const latest = useRef(0)
  const reload = useCallback(() => {
    latest.current += 1
    const mine = latest.current
    run('load', async () => {
      const loaded = await load()
      if (mine === latest.current) setValue(() => loaded)
    })
  }, [load, run])
  useEffect(() => {
    reload()
    return () => {
      latest.current += 1
    }
  }, [reload])
  return { value, reload }
}
