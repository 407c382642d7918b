import { Fingerprint } from 'lucide-react'
import { useState } from 'react'
import type { RecoveryKit, WebAuthnOptions } from '#client/core/api.ts'
import { PassphraseForm } from '#client/parts/passphrase-form.tsx'
import { useCore, type CoreClient } from '#client/store/core-context.tsx'
import { useTask } from '#client/store/use-task.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { words } from '#client/words/en.ts'
import { AccessFrame } from './access-frame.tsx'
import { KitStep } from './kit-step.tsx'
import { NamesStep, type Names } from './names-step.tsx'

const text = words.access.setUp

type Step =
  | { readonly kind: 'names' }
  | { readonly kind: 'confirm'; readonly options: WebAuthnOptions }
  | { readonly kind: 'passphrase'; readonly reason: 'no-prf' | 'different-bytes' }
  | { readonly kind: 'kit'; readonly kit: RecoveryKit }

/** Founds a studio. Nothing reaches the relay for good before the last step, and a step that fails can be repeated. */
export function SetupWizard({ onSignIn }: { readonly onSignIn: () => void }) {
  const core = useCore()
  const [names, setNames] = useState<Names>({ token: '', studioName: '', memberName: '', memberEmail: '' })
  const [step, setStep] = useState<Step>({ kind: 'names' })
  const toKit = async (): Promise<null> => {
    setStep({ kind: 'kit', kit: await core.api.setup.recoveryKit() })
    return null
  }
  switch (step.kind) {
    case 'names':
      return (
        <AccessFrame title={text.title} about={text.about} progress={0} footer={<SignInInstead onSignIn={onSignIn} />}>
          <NamesStep names={names} onChange={setNames} onConfirm={options => setStep({ kind: 'confirm', options })} />
        </AccessFrame>
      )
    case 'confirm':
      return (
        <AccessFrame title={text.confirmTitle} about={text.confirmText} progress={1}>
          <ConfirmStep
            options={step.options}
            onUnlocks={toKit}
            onSignsInOnly={reason => setStep({ kind: 'passphrase', reason })}
            onStartOver={() => setStep({ kind: 'names' })}
          />
        </AccessFrame>
      )
    case 'passphrase':
      return (
        <AccessFrame title={text.passphraseTitle} about={text.passphraseText[step.reason]} progress={2}>
          <PassphraseStep own={[names.studioName, names.memberName, names.memberEmail]} onSet={toKit} />
        </AccessFrame>
      )
    case 'kit':
      return (
        <AccessFrame title={text.kitTitle} about={text.kitText} progress={3} wide>
          <KitStep kit={step.kit} names={names} />
        </AccessFrame>
      )
  }
}

function SignInInstead({ onSignIn }: { readonly onSignIn: () => void }) {
  return (
    <Button variant="quiet" size="lg" onClick={onSignIn} className="-ml-4">
      {text.haveStudio}
    </Button>
  )
}

type ConfirmStepProps = {
  readonly options: WebAuthnOptions
  readonly onUnlocks: () => Promise<null>
  readonly onSignsInOnly: (reason: 'no-prf' | 'different-bytes') => void
  readonly onStartOver: () => void
}

/** A second ceremony on its own press: only a key that comes twice the same is one to seal with. */
function ConfirmStep({ options, onUnlocks, onSignsInOnly, onStartOver }: ConfirmStepProps) {
  const core = useCore()
  const task = useTask('confirm the passkey')
  const confirm = (): void =>
    task.start(async () => {
      const outcome = await confirmPasskey(core, options)
      if (typeof outcome === 'string') return outcome
      if (outcome.unlocks) return onUnlocks()
      onSignsInOnly(outcome.reason)
      return null
    })
  return (
    <div className="flex flex-col gap-3">
      {task.problem !== null && (
        <Banner tone="warn" live="alert">
          {task.problem}
        </Banner>
      )}
      <Button variant="primary" size="lg" icon={Fingerprint} busy={task.isBusy} onClick={confirm} className="w-full">
        {text.confirm}
      </Button>
      <Button variant="quiet" size="lg" onClick={onStartOver} className="-ml-4 self-start">
        {text.startOver}
      </Button>
    </div>
  )
}

async function confirmPasskey(core: CoreClient, options: WebAuthnOptions) {
  const used = await core.passkeys.request(options, 'both')
  if (!used.ok) return words.access.ceremony(used.error)
  const confirmed = await core.api.setup.passkeyConfirmed(used.value)
  return confirmed.ok ? confirmed.value : words.access.failed(confirmed.error)
}

function PassphraseStep({ own, onSet }: { readonly own: readonly string[]; readonly onSet: () => Promise<null> }) {
  const core = useCore()
  const task = useTask('set the passphrase')
  return (
    <PassphraseForm
      own={own}
      problem={task.problem}
      isBusy={task.isBusy}
      onSubmit={passphrase =>
        task.start(async () => {
          const set = await core.api.setup.setPassphrase(passphrase)
          return set.ok ? onSet() : text.passphraseShort
        })
      }
    />
  )
}
