import type { ReactNode } from 'react'

/** A list with its detail beside it; below 1024 px the detail takes the list's place. */
export function SplitPane({
  children,
  pane,
  paneLabel,
}: {
  readonly children: ReactNode
  readonly pane: ReactNode | null
  readonly paneLabel: string
}) {
  if (pane === null) return <>{children}</>
  return (
    <div className="flex min-h-0 flex-1">
      <div className="hidden min-w-0 flex-1 flex-col lg:flex">{children}</div>
      <section aria-label={paneLabel} className="min-h-0 w-full overflow-y-auto border-line lg:w-[28rem] lg:border-l">
        {pane}
      </section>
    </div>
  )
}
