import { lazy, Suspense, useEffect, useState } from 'react'
import type { Phase } from '#client/core/api.ts'
import { readRelayStatus } from '#client/platform/relay-status.ts'
import { useRun } from '#client/store/use-run.ts'
import { SignInScreen } from './sign-in-screen.tsx'
import { UnlockScreen } from './unlock-screen.tsx'

const SetupWizard = lazy(() => import('./setup-wizard.tsx').then(module => ({ default: module.SetupWizard })))

export type AccessScreenProps = { readonly phase: Extract<Phase, { kind: 'new' | 'locked' }> }

/** The way in: unlocking what is here, founding a studio, or signing in to one. */
export function AccessScreen({ phase }: AccessScreenProps) {
  return phase.kind === 'locked' ? <UnlockScreen phase={phase} /> : <NewDevice />
}

/** A relay that has its studio leads to signing in, one that has none to setting up; either can be chosen. */
function NewDevice() {
  const run = useRun()
  const [isFounded, setFounded] = useState<boolean | null>(null)
  const [chosen, setChosen] = useState<'set-up' | 'sign-in' | null>(null)
  useEffect(() => {
    run('read the relay status', async () => {
      const status = await readRelayStatus()
      setFounded(status?.founded ?? false)
    })
  }, [run])
  if (isFounded === null && chosen === null) return null
  const way = chosen ?? (isFounded === true ? 'sign-in' : 'set-up')
  if (way === 'sign-in') return <SignInScreen onSetUp={() => setChosen('set-up')} />
  return (
    <Suspense fallback={null}>
      <SetupWizard onSignIn={() => setChosen('sign-in')} />
    </Suspense>
  )
}
