import { signalAcceptedPasskeys } from '#client/platform/passkey-signals.ts'
import { useCore } from '#client/store/core-context.tsx'
import { ConfirmDialog } from '#client/ui/confirm-dialog.tsx'
import { useToast } from '#client/ui/use-toast.ts'
import { words } from '#client/words/en.ts'
import { useVerifiedTask } from './use-verified-task.ts'

const text = words.settings.methods

export type RemovePasskeyDialogProps = { readonly credentialId: string; readonly onClose: () => void }

export function RemovePasskeyDialog({ credentialId, onClose }: RemovePasskeyDialogProps) {
  const core = useCore()
  const toast = useToast()
  const task = useVerifiedTask('remove a passkey')
  const remove = (): void =>
    task.start(async () => {
      const removed = await core.api.methods.removePasskey(credentialId)
      if (!removed.ok) return text.failed(removed.error)
      await signalAcceptedPasskeys(removed.value.userId, removed.value.accepted)
      toast.show({ title: text.removed, tone: 'done' })
      onClose()
      return null
    })
  return (
    <ConfirmDialog
      open={!task.isVerifying}
      onOpenChange={onClose}
      title={text.removeTitle}
      description={
        <>
          <p>{text.removeText}</p>
          {task.problem !== null && (
            <p role="alert" className="mt-2 text-bad">
              {task.problem}
            </p>
          )}
        </>
      }
      confirmLabel={text.remove}
      cancelLabel={words.settings.cancel}
      onConfirm={remove}
      busy={task.isBusy}
      danger
    />
  )
}
