import { Fingerprint, KeyRound } from 'lucide-react'
import { createContext, useCallback, useContext, useRef, useState, type ReactNode } from 'react'
import type { UnlockFailure, WireFailure } from '#client/core/api.ts'
import { useCore } from '#client/store/core-context.tsx'
import { useTask } from '#client/store/use-task.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { words } from '#client/words/en.ts'
import { RecoveryCodeForm } from './recovery-code-form.tsx'

/** True once somebody showed afresh that it is them; false when they turned away. */
export type Verify = () => Promise<boolean>

const VerifyContext = createContext<Verify | null>(null)

/** Asks for a fresh ceremony unless one was just held. */
export function useVerify(): Verify {
  const verify = useContext(VerifyContext)
  if (verify === null) throw new Error('VerificationProvider is missing above this component')
  return verify
}

export function VerificationProvider({ children }: { readonly children: ReactNode }) {
  const core = useCore()
  const [isOpen, setOpen] = useState(false)
  const answer = useRef<(isVerified: boolean) => void>(() => undefined)
  const verify = useCallback(async () => {
    if (await core.api.verify.isFresh()) return true
    // A second asker takes the first one's place, which is told that nobody answered.
    answer.current(false)
    setOpen(true)
    return new Promise<boolean>(resolve => {
      answer.current = resolve
    })
  }, [core])
  const settle = useCallback((isVerified: boolean) => {
    setOpen(false)
    answer.current(isVerified)
  }, [])
  return (
    <VerifyContext value={verify}>
      {children}
      {isOpen && <VerifyDialog onSettled={settle} />}
    </VerifyContext>
  )
}

function VerifyDialog({ onSettled }: { readonly onSettled: (isVerified: boolean) => void }) {
  const text = words.access.verify
  const core = useCore()
  const task = useTask('verify')
  const [way, setWay] = useState<'passkey' | 'recovery'>('passkey')
  const withPasskey = (): void =>
    task.start(async () => {
      const options = await core.api.verify.options()
      if (!options.ok) return words.access.wire(options.error)
      const used = await core.passkeys.request(options.value, 'both')
      if (!used.ok) return words.access.ceremony(used.error)
      const verified = await core.api.verify.withPasskey(used.value)
      if (verified.ok) onSettled(true)
      return verified.ok ? null : failureWords(verified.error)
    })
  const withCode = (code: string): void =>
    task.start(async () => {
      const verified = await core.api.verify.withRecoveryCode(code)
      if (verified.ok) onSettled(true)
      return verified.ok ? null : failureWords(verified.error)
    })
  return (
    <Dialog open onOpenChange={() => onSettled(false)} title={text.title} description={text.about} size="sm">
      {way === 'passkey' ? (
        <div className="flex flex-col gap-3 pt-2">
          {task.problem !== null && (
            <Banner tone="warn" live="alert">
              {task.problem}
            </Banner>
          )}
          <Button variant="primary" size="lg" icon={Fingerprint} busy={task.isBusy} onClick={withPasskey}>
            {text.passkey}
          </Button>
          <Button
            variant="quiet"
            size="lg"
            icon={KeyRound}
            onClick={() => {
              task.clear()
              setWay('recovery')
            }}
          >
            {text.useKit}
          </Button>
        </div>
      ) : (
        <RecoveryCodeForm submitLabel={text.submit} problem={task.problem} isBusy={task.isBusy} onSubmit={withCode} />
      )}
    </Dialog>
  )
}

function failureWords(failure: WireFailure | UnlockFailure): string {
  if (failure.kind === 'unreachable' || failure.kind === 'refused') return words.access.wire(failure)
  return words.access.failed(failure)
}
