import type { ReactNode } from 'react'
import { Button } from '#client/ui/button.tsx'
import { JourneyLine } from '#client/ui/journey-line.tsx'

export type MessageScreenProps = {
  readonly title: string
  readonly text: string
  readonly action?: { readonly label: string; readonly run: () => void }
  readonly children?: ReactNode
}

/** A whole page that has one thing to say. */
export function MessageScreen({ title, text, action, children }: MessageScreenProps) {
  return (
    <main className="flex min-h-dvh items-center justify-center p-6">
      <div className="max-w-md text-center">
        <JourneyLine current={null} size="lg" className="mx-auto" />
        <h1 className="mt-6 text-xl font-semibold">{title}</h1>
        <p className="mt-2 text-base text-muted">{text}</p>
        {action !== undefined && (
          <Button variant="primary" size="lg" className="mt-6" onClick={action.run}>
            {action.label}
          </Button>
        )}
        {children}
      </div>
    </main>
  )
}
