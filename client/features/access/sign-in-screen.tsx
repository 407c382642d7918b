import { Fingerprint, KeyRound, Sprout } from 'lucide-react'
import { useState } from 'react'
import type { UnlockFailure, WireFailure } from '#client/core/api.ts'
import { RecoveryCodeForm } from '#client/parts/recovery-code-form.tsx'
import { useCore } from '#client/store/core-context.tsx'
import { useTask } from '#client/store/use-task.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { words } from '#client/words/en.ts'
import { AccessFrame } from './access-frame.tsx'

const text = words.access.signIn

/** A new device of a studio that exists. */
export function SignInScreen({ onSetUp }: { readonly onSetUp: () => void }) {
  const core = useCore()
  const task = useTask('sign in')
  const [way, setWay] = useState<'passkey' | 'recovery'>('passkey')

  function choose(next: 'passkey' | 'recovery'): void {
    task.clear()
    setWay(next)
  }
  const withPasskey = (): void =>
    task.start(async () => {
      const options = await core.api.signIn.options()
      if (!options.ok) return words.access.wire(options.error)
      const made = await core.passkeys.request(options.value, 'open')
      if (!made.ok) return words.access.ceremony(made.error)
      const signedIn = await core.api.signIn.withPasskey(made.value)
      return signedIn.ok ? null : entryFailureWords(signedIn.error)
    })
  const withCode = (code: string): void =>
    task.start(async () => {
      const signedIn = await core.api.signIn.withRecoveryCode(code)
      return signedIn.ok ? null : entryFailureWords(signedIn.error)
    })
  return (
    <AccessFrame
      title={text.title}
      about={text.about}
      footer={
        <>
          {way === 'passkey' ? (
            <Button variant="quiet" size="lg" icon={KeyRound} onClick={() => choose('recovery')} className="-ml-4">
              {text.useKit}
            </Button>
          ) : (
            <Button variant="quiet" size="lg" icon={Fingerprint} onClick={() => choose('passkey')} className="-ml-4">
              {text.passkey}
            </Button>
          )}
          <Button variant="quiet" size="lg" icon={Sprout} onClick={onSetUp} className="-ml-4">
            {text.setUp}
          </Button>
        </>
      }
    >
      {way === 'passkey' && (
        <div className="flex flex-col gap-3">
          {task.problem !== null && (
            <Banner tone="warn" live="alert">
              {task.problem}
            </Banner>
          )}
          <Button
            variant="primary"
            size="lg"
            icon={Fingerprint}
            busy={task.isBusy}
            onClick={withPasskey}
            className="w-full"
          >
            {text.passkey}
          </Button>
        </div>
      )}
      {way === 'recovery' && (
        <RecoveryCodeForm
          submitLabel={words.access.unlock.submit}
          problem={task.problem}
          isBusy={task.isBusy}
          onSubmit={withCode}
        />
      )}
    </AccessFrame>
  )
}

function entryFailureWords(failure: WireFailure | UnlockFailure): string {
  if (failure.kind === 'unreachable' || failure.kind === 'refused') return words.access.wire(failure)
  return words.access.failed(failure)
}
