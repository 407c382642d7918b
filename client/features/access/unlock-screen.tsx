import { useState, type FormEvent } from 'react'
import { Fingerprint, KeyRound, TextCursorInput } from 'lucide-react'
import type { Phase, UnlockFailure, UnlockOffer } from '#client/core/api.ts'
import type { Result } from '#shared/lang/result.ts'
import { RecoveryCodeForm } from '#client/parts/recovery-code-form.tsx'
import { useCore } from '#client/store/core-context.tsx'
import { useTask } from '#client/store/use-task.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { TextField } from '#client/ui/text-field.tsx'
import { words } from '#client/words/en.ts'
import { AccessFrame } from './access-frame.tsx'

const text = words.access.unlock

/** What is on this device, opened by one of its methods. Needs no network. */
export function UnlockScreen({ phase }: { readonly phase: Extract<Phase, { kind: 'locked' }> }) {
  const core = useCore()
  const task = useTask('unlock')
  const [way, setWay] = useState<UnlockOffer>(phase.methods[0] ?? 'recovery')

  function choose(next: UnlockOffer): void {
    task.clear()
    setWay(next)
  }
  const unlockWith = (attempt: () => Promise<Result<null, UnlockFailure>>): void =>
    task.start(async () => {
      const opened = await attempt()
      return opened.ok ? null : words.access.failed(opened.error)
    })
  const withPasskey = (): void =>
    task.start(async () => {
      const made = await core.passkeys.request(await core.api.unlock.options(), 'open')
      if (!made.ok) return words.access.ceremony(made.error)
      const opened = await core.api.unlock.withPasskey(made.value)
      return opened.ok ? null : words.access.failed(opened.error)
    })
  const others = phase.methods.filter(method => method !== way)
  return (
    <AccessFrame
      title={text.title}
      about={phase.reason === null ? text.about : words.shell.lockReason[phase.reason]}
      footer={others.map(method => (
        <OtherWay key={method} method={method} onChoose={() => choose(method)} />
      ))}
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
          submitLabel={text.submit}
          problem={task.problem}
          isBusy={task.isBusy}
          onSubmit={code => unlockWith(() => core.api.unlock.withRecoveryCode(code))}
        />
      )}
      {way === 'passphrase' && (
        <PassphraseEntry
          problem={task.problem}
          isBusy={task.isBusy}
          onSubmit={passphrase => unlockWith(() => core.api.unlock.withPassphrase(passphrase))}
        />
      )}
    </AccessFrame>
  )
}

function OtherWay({ method, onChoose }: { readonly method: UnlockOffer; readonly onChoose: () => void }) {
  const { icon, label } = otherWays[method]
  return (
    <Button variant="quiet" size="lg" icon={icon} onClick={onChoose} className="-ml-4">
      {label}
    </Button>
  )
}

const otherWays = {
  passkey: { icon: Fingerprint, label: text.passkey },
  recovery: { icon: KeyRound, label: text.useKit },
  passphrase: { icon: TextCursorInput, label: text.usePassphrase },
} as const

type PassphraseEntryProps = {
  readonly problem: string | null
  readonly isBusy: boolean
  readonly onSubmit: (passphrase: string) => void
}

function PassphraseEntry({ problem, isBusy, onSubmit }: PassphraseEntryProps) {
  const [passphrase, setPassphrase] = useState('')
  function submit(event: FormEvent): void {
    event.preventDefault()
    onSubmit(passphrase)
  }
  return (
    <form noValidate className="flex flex-col gap-3" onSubmit={submit}>
      <TextField
        label={text.passphrase}
        type="password"
        autoComplete="current-password"
        error={problem ?? undefined}
        value={passphrase}
        onChange={event => setPassphrase(event.currentTarget.value)}
      />
      <Button type="submit" variant="primary" size="lg" busy={isBusy}>
        {text.submit}
      </Button>
    </form>
  )
}
