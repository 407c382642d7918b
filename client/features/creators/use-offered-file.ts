import { useEffect, useRef, useState, type RefObject } from 'react'

export type OfferedFile = {
  readonly area: RefObject<HTMLDivElement | null>
  /** Something is being dragged over the area. */
  readonly isOver: boolean
}

/** Files dropped on an area, or pasted while something in it has the focus. */
export function useOfferedFile(onFile: (file: Blob) => void): OfferedFile {
  const area = useRef<HTMLDivElement>(null)
  const [isOver, setIsOver] = useState(false)
  const latest = useRef(onFile)
  useEffect(() => {
    latest.current = onFile
  })
  useEffect(() => {
    const { current: element } = area
    if (element === null) return undefined
    const abort = new AbortController()
    const { signal } = abort
    const take = (event: Event, files: FileList | undefined): void => {
      const file = files?.[0]
      if (file === undefined) return
      event.preventDefault()
      latest.current(file)
    }
    element.addEventListener('dragover', () => setIsOver(true), { signal })
    element.addEventListener('dragleave', () => setIsOver(false), { signal })
    element.addEventListener('drop', event => take(event, event.dataTransfer?.files), { signal })
    element.addEventListener('paste', event => take(event, event.clipboardData?.files), { signal })
    // A file dropped beside the area would make the browser leave the app and open it.
    const stay = (event: DragEvent): void => {
      setIsOver(present => present && event.type !== 'drop')
      if (event.dataTransfer?.types.includes('Files') === true) event.preventDefault()
    }
    document.addEventListener('dragover', stay, { signal })
    document.addEventListener('drop', stay, { signal })
    return () => abort.abort()
  }, [])
  return { area, isOver }
}
