import { lazy, Suspense, useEffect, useState } from 'react'
import { AccessScreen } from '#client/features/access/access-screen.tsx'
import { after } from '#client/platform/clock.ts'
import { useBroken, useCore, usePhase } from '#client/store/core-context.tsx'
import { useToast } from '#client/ui/use-toast.ts'
import { words } from '#client/words/en.ts'
import { MessageScreen } from './message-screen.tsx'

/** Nothing of the open app is loaded before it is needed: the first paint is the unlock screen's. */
const OpenApp = lazy(() => import('./open-app.tsx').then(module => ({ default: module.OpenApp })))

const reload = { label: words.shell.reload, run: () => location.reload() }

/** Which of the app's states shows: nothing here yet, locked, open, or unable. */
export function PhaseGate() {
  const { takeOver } = useCore()
  const phase = usePhase()
  const broken = useBroken()
  const toast = useToast()
  useEffect(() => {
    if (phase.kind === 'open') return
    // What was said while the studio was open may name a record.
    document.title = words.shell.product
    toast.closeAll()
  }, [phase.kind, toast])
  if (broken !== null) return <MessageScreen {...words.shell.broken} action={reload} />
  switch (phase.kind) {
    case 'starting':
      return <Starting />
    case 'new':
    case 'locked':
      return <AccessScreen phase={phase} />
    case 'open':
      return (
        <Suspense fallback={<Starting />}>
          <OpenApp />
        </Suspense>
      )
    case 'elsewhere':
      return (
        <MessageScreen
          title={words.shell.elsewhere.title}
          text={words.shell.elsewhere.text}
          action={{ label: words.shell.elsewhere.use, run: takeOver }}
        />
      )
    case 'failed':
      return <MessageScreen {...words.shell.failure[phase.failure]} action={reload} />
  }
}

/** A start that takes the time of a blink shows nothing at all. */
const blinkMs = 300

function Starting() {
  const [isLong, setLong] = useState(false)
  useEffect(() => after(blinkMs, () => setLong(true)), [])
  if (!isLong) return null
  return (
    <main className="flex min-h-dvh items-center justify-center p-6">
      <p role="status" className="text-base text-muted">
        {words.shell.starting}…
      </p>
    </main>
  )
}
