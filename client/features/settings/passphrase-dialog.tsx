import { PassphraseForm } from '#client/parts/passphrase-form.tsx'
import { useCore, useSettings } from '#client/store/core-context.tsx'
import { ConfirmDialog } from '#client/ui/confirm-dialog.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { useToast } from '#client/ui/use-toast.ts'
import { words } from '#client/words/en.ts'
import { useVerifiedTask } from './use-verified-task.ts'

const text = words.settings.methods

export function PassphraseDialog({ onClose }: { readonly onClose: () => void }) {
  const core = useCore()
  const toast = useToast()
  const studioName = useSettings()?.studioName ?? ''
  const task = useVerifiedTask('set a passphrase')
  const set = (passphrase: string): void =>
    task.start(async () => {
      const done = await core.api.methods.setPassphrase(passphrase)
      if (!done.ok) return text.failed(done.error)
      toast.show({ title: text.passphraseSaved, tone: 'done' })
      onClose()
      return null
    })
  return (
    <Dialog
      open={!task.isVerifying}
      onOpenChange={onClose}
      title={text.passphraseSet}
      description={text.passphraseText}
      size="sm"
    >
      <PassphraseForm own={[studioName]} problem={task.problem} isBusy={task.isBusy} onSubmit={set} />
    </Dialog>
  )
}

export function RemovePassphraseDialog({ onClose }: { readonly onClose: () => void }) {
  const core = useCore()
  const toast = useToast()
  const task = useVerifiedTask('remove the passphrase')
  const remove = (): void =>
    task.start(async () => {
      const done = await core.api.methods.removePassphrase()
      if (!done.ok) return text.failed(done.error)
      toast.show({ title: text.passphraseRemoved, tone: 'done' })
      onClose()
      return null
    })
  return (
    <ConfirmDialog
      open={!task.isVerifying}
      onOpenChange={onClose}
      title={text.passphraseRemoveTitle}
      description={task.problem ?? text.passphraseRemoveText}
      confirmLabel={text.passphraseRemove}
      cancelLabel={words.settings.cancel}
      onConfirm={remove}
      busy={task.isBusy}
      danger
    />
  )
}
