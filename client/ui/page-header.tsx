import type { ReactNode } from 'react'

export type PageHeaderProps = {
  readonly title: ReactNode
  /** Above the title, such as a way back. */
  readonly above?: ReactNode
  /** Beneath it: a line of facts. */
  readonly meta?: ReactNode
  readonly actions?: ReactNode
}

/** The page's only h1; takes the focus after a change of route. */
export function PageHeader({ title, above, meta, actions }: PageHeaderProps) {
  return (
    <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3 px-4 pb-3 pt-4 md:px-6 md:pt-6">
      <div className="min-w-0">
        {above !== undefined && <div className="mb-1 text-sm text-muted">{above}</div>}
        <h1 tabIndex={-1} data-page-title="" className="text-xl font-semibold outline-none">
          {title}
        </h1>
        {meta !== undefined && <div className="mt-1 text-sm text-muted">{meta}</div>}
      </div>
      {actions !== undefined && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </header>
  )
}
