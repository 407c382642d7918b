import { useState, type FormEvent } from 'react'
import type { RecoveryKit } from '#client/core/api.ts'
import { RecoveryKitActions, RecoveryKitPage } from '#client/parts/recovery-kit.tsx'
import { useCore, usePhase, useSettings } from '#client/store/core-context.tsx'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { TextField } from '#client/ui/text-field.tsx'
import { useToast } from '#client/ui/use-toast.ts'
import { words } from '#client/words/en.ts'
import { useVerifiedTask } from './use-verified-task.ts'

const text = words.settings.methods

/** The new code is shown, typed back, and only then put in the old one's place. */
export function RenewKitDialog({ onClose }: { readonly onClose: () => void }) {
  const core = useCore()
  const toast = useToast()
  const task = useVerifiedTask('renew the recovery kit')
  const [kit, setKit] = useState<RecoveryKit | null>(null)
  const make = (): void =>
    task.start(async () => {
      const made = await core.api.methods.newRecoveryKit()
      if (made.ok) setKit(made.value)
      return made.ok ? null : text.failed(made.error)
    })
  const confirm = (typed: string): void =>
    task.start(async () => {
      const confirmed = await core.api.methods.confirmRecoveryKit(typed)
      if (!confirmed.ok) return text.failed(confirmed.error)
      toast.show({ title: text.kitRenewed, tone: 'done' })
      onClose()
      return null
    })
  return (
    <Dialog open={!task.isVerifying} onOpenChange={onClose} title={text.kitRenewTitle} description={text.kitRenewText}>
      <div className="flex flex-col gap-4 pt-2">
        {task.problem !== null && (
          <Banner tone="warn" live="alert">
            {task.problem}
          </Banner>
        )}
        {kit === null ? (
          <Button variant="primary" size="lg" busy={task.isBusy} onClick={make}>
            {text.kitRenew}
          </Button>
        ) : (
          <NewKit kit={kit} isBusy={task.isBusy} onConfirm={confirm} />
        )}
      </div>
    </Dialog>
  )
}

type NewKitProps = { readonly kit: RecoveryKit; readonly isBusy: boolean; readonly onConfirm: (typed: string) => void }

function NewKit({ kit, isBusy, onConfirm }: NewKitProps) {
  const settings = useSettings()
  const phase = usePhase()
  const [typed, setTyped] = useState('')
  const memberName = phase.kind === 'open' ? (settings?.members[phase.member]?.name ?? '') : ''
  const kitProps = { kit, studioName: settings?.studioName ?? '', memberName }
  function submit(event: FormEvent): void {
    event.preventDefault()
    onConfirm(typed)
  }
  return (
    <>
      <RecoveryKitPage {...kitProps} />
      <RecoveryKitActions {...kitProps} />
      <form noValidate className="print-hidden flex flex-col gap-3 border-t border-line pt-4" onSubmit={submit}>
        <TextField
          label={words.access.setUp.check}
          help={words.access.setUp.checkHelp}
          value={typed}
          onChange={event => setTyped(event.currentTarget.value)}
          inputClassName="font-mono uppercase"
          autoCapitalize="characters"
          spellCheck={false}
        />
        <Button type="submit" variant="primary" size="lg" busy={isBusy}>
          {text.kitConfirm}
        </Button>
      </form>
    </>
  )
}
