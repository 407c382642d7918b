import { useState } from 'react'
import { useCore } from '#client/store/core-context.tsx'
import { useTask } from '#client/store/use-task.ts'
import { Button } from '#client/ui/button.tsx'
import { ConfirmDialog } from '#client/ui/confirm-dialog.tsx'
import { words } from '#client/words/en.ts'

const text = words.settings.storage

type Asked =
  | { readonly kind: 'no' }
  | { readonly kind: 'yes' }
  | { readonly kind: 'unsynced'; readonly waiting: number }

/** Asks once, and once more where something would be lost. */
export function ForgetDevice() {
  const core = useCore()
  const task = useTask('forget this device')
  const [asked, setAsked] = useState<Asked>({ kind: 'no' })
  const isUnsynced = asked.kind === 'unsynced'
  const forget = (): void =>
    task.start(async () => {
      const forgotten = await core.api.forgetDevice(isUnsynced)
      setAsked(forgotten.ok ? { kind: 'no' } : { kind: 'unsynced', waiting: forgotten.error.waiting })
      return null
    })
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 border-t border-line pt-4">
      <p className="flex-1 basis-64 text-sm text-muted">{text.forgetText}</p>
      <Button size="sm" onClick={() => setAsked({ kind: 'yes' })}>
        {text.forget}
      </Button>
      <ConfirmDialog
        open={asked.kind !== 'no'}
        onOpenChange={open => setAsked(open ? asked : { kind: 'no' })}
        title={isUnsynced ? text.unsyncedTitle : text.forgetTitle}
        description={isUnsynced ? text.unsynced(asked.waiting) : text.forgetText}
        confirmLabel={isUnsynced ? text.unsyncedConfirm : text.forgetConfirm}
        cancelLabel={words.settings.cancel}
        onConfirm={forget}
        busy={task.isBusy}
        danger
      />
    </div>
  )
}
