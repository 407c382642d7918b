import type { ReactNode } from 'react'

export type EmptyStateProps = {
  readonly title: string
  readonly children?: ReactNode
  /** A picture above, such as a JourneyLine. */
  readonly picture?: ReactNode
  readonly actions?: ReactNode
  /** 1 where nothing else is the page's heading. */
  readonly level?: 1 | 2
}

export function EmptyState({ title, children, picture, actions, level = 2 }: EmptyStateProps) {
  const Heading = level === 1 ? 'h1' : 'h2'
  return (
    <div className="mx-auto flex max-w-md flex-col items-center gap-3 px-6 py-16 text-center">
      {picture}
      <Heading className="text-lg font-semibold">{title}</Heading>
      {children !== undefined && <div className="text-base text-muted">{children}</div>}
      {actions !== undefined && <div className="mt-2 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  )
}
