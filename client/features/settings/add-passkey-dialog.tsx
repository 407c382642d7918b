import { Fingerprint } from 'lucide-react'
import { useState } from 'react'
import type { WebAuthnOptions } from '#client/core/api.ts'
import { useCore } from '#client/store/core-context.tsx'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { useToast } from '#client/ui/use-toast.ts'
import { words } from '#client/words/en.ts'
import { useVerifiedTask } from './use-verified-task.ts'

const text = words.settings.methods

/** Two ceremonies, each on its own press: make it, then use it, so that it is known what it opens. */
export function AddPasskeyDialog({ onClose }: { readonly onClose: () => void }) {
  const core = useCore()
  const toast = useToast()
  const task = useVerifiedTask('add a passkey')
  const [confirmOptions, setConfirmOptions] = useState<WebAuthnOptions | null>(null)
  const make = (): void =>
    task.start(async () => {
      const options = await core.api.methods.addPasskeyOptions()
      if (!options.ok) return text.failed(options.error)
      const created = await core.passkeys.create(options.value)
      if (!created.ok) return words.access.ceremony(created.error)
      const made = await core.api.methods.passkeyMade(created.value)
      if (!made.ok) return text.failed(made.error)
      setConfirmOptions(made.value.options)
      return null
    })
  const confirm = (options: WebAuthnOptions): void =>
    task.start(async () => {
      const used = await core.passkeys.request(options, 'both')
      if (!used.ok) return words.access.ceremony(used.error)
      const confirmed = await core.api.methods.passkeyConfirmed(used.value)
      if (!confirmed.ok) return text.failed(confirmed.error)
      toast.show({ title: confirmed.value.unlocks ? text.addedUnlocks : text.addedSignsIn, tone: 'done' })
      onClose()
      return null
    })
  return (
    <Dialog open={!task.isVerifying} onOpenChange={onClose} title={text.addTitle} description={text.addText} size="sm">
      <div className="flex flex-col gap-3 pt-2">
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
          onClick={() => (confirmOptions === null ? make() : confirm(confirmOptions))}
        >
          {confirmOptions === null ? text.make : text.confirm}
        </Button>
      </div>
    </Dialog>
  )
}
