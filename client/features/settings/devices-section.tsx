import { useCallback, useState, type FormEvent } from 'react'
import { instantWords } from '#client/parts/day-words.ts'
import { useVerify } from '#client/parts/verification.tsx'
import { dayInZone } from '#shared/domain/day.ts'
import type { DeviceInfo } from '#client/core/api.ts'
import { useCore } from '#client/store/core-context.tsx'
import { useLoaded } from '#client/store/use-loaded.ts'
import { useToday, useWorkspaceZone } from '#client/store/use-now.ts'
import { useTask } from '#client/store/use-task.ts'
import { Badge } from '#client/ui/badge.tsx'
import { Button } from '#client/ui/button.tsx'
import { ConfirmDialog } from '#client/ui/confirm-dialog.tsx'
import { Dialog } from '#client/ui/dialog.tsx'
import { TextField } from '#client/ui/text-field.tsx'
import { useToast } from '#client/ui/use-toast.ts'
import { words } from '#client/words/en.ts'
import { problemWords } from '#client/words/problems.ts'
import { SettingsSection } from './settings-section.tsx'

const text = words.settings.devices

export function DevicesSection() {
  const core = useCore()
  const { value: devices, reload } = useLoaded(useCallback(() => core.api.devices.list(), [core]))
  const [renamed, setRenamed] = useState<DeviceInfo | null>(null)
  const [removed, setRemoved] = useState<DeviceInfo | null>(null)
  return (
    <SettingsSection id="devices" title={text.title} about={text.about}>
      <ul className="-my-3 divide-y divide-line">
        {(devices ?? []).map(device => (
          <DeviceEntry
            key={device.id}
            device={device}
            onRename={() => setRenamed(device)}
            onRemove={() => setRemoved(device)}
          />
        ))}
      </ul>
      {renamed !== null && (
        <RenameDialog
          device={renamed}
          onClose={() => {
            setRenamed(null)
            reload()
          }}
        />
      )}
      {removed !== null && (
        <RemoveDialog
          device={removed}
          onClose={() => {
            setRemoved(null)
            reload()
          }}
        />
      )}
    </SettingsSection>
  )
}

type DeviceEntryProps = { readonly device: DeviceInfo; readonly onRename: () => void; readonly onRemove: () => void }

function DeviceEntry({ device, onRename, onRemove }: DeviceEntryProps) {
  const today = useToday()
  const zone = useWorkspaceZone()
  const when = (at: number): string => instantWords(dayInZone(at, zone), today, at)
  const facts = [
    device.revokedAt === null ? text.added(when(device.addedAt)) : text.revoked(when(device.revokedAt)),
    device.lastSeenAt === null ? null : text.seen(when(device.lastSeenAt)),
    device.lastIp === null ? null : text.from(device.lastIp),
  ]
  const name = nameOf(device)
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-3">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2 text-base font-medium">
          {name}
          {device.thisDevice && <Badge tone="accent">{text.this}</Badge>}
        </p>
        <p className="text-sm text-muted">{facts.filter(fact => fact !== null).join(' · ')}</p>
      </div>
      {device.revokedAt === null && (
        <div className="flex gap-1">
          <Button size="sm" variant="quiet" aria-label={text.renameNamed(name)} onClick={onRename}>
            {text.rename}
          </Button>
          {!device.thisDevice && (
            <Button size="sm" variant="quiet" aria-label={text.revokeNamed(name)} onClick={onRemove}>
              {text.revoke}
            </Button>
          )}
        </div>
      )}
    </li>
  )
}

function RenameDialog({ device, onClose }: { readonly device: DeviceInfo; readonly onClose: () => void }) {
  const core = useCore()
  const task = useTask('rename a device')
  const [name, setName] = useState(device.name)
  function submit(event: FormEvent): void {
    event.preventDefault()
    task.start(async () => {
      if (name.trim() === '') return problemWords({ code: 'required' })
      const renamed = await core.api.devices.rename(device.id, name.trim())
      if (renamed.ok) onClose()
      return renamed.ok ? null : words.command.failed(renamed.error)
    })
  }
  return (
    <Dialog open onOpenChange={onClose} title={text.renameTitle} size="sm">
      <form noValidate className="flex flex-col gap-4 pt-1" onSubmit={submit}>
        <TextField
          label={text.name}
          value={name}
          maxLength={100}
          error={task.problem ?? undefined}
          onChange={event => setName(event.currentTarget.value)}
        />
        <Button type="submit" variant="primary" busy={task.isBusy} className="self-end">
          {words.settings.save}
        </Button>
      </form>
    </Dialog>
  )
}

function RemoveDialog({ device, onClose }: { readonly device: DeviceInfo; readonly onClose: () => void }) {
  const core = useCore()
  const verify = useVerify()
  const toast = useToast()
  const task = useTask('remove a device')
  const [isVerifying, setVerifying] = useState(false)
  const remove = (): void =>
    task.start(async () => {
      setVerifying(true)
      const isVerified = await verify()
      setVerifying(false)
      if (!isVerified) return null
      const revoked = await core.api.devices.revoke(device.id)
      if (!revoked.ok) return words.settings.methods.failed(revoked.error)
      toast.show({ title: text.revokedDone, tone: 'done' })
      onClose()
      return null
    })
  return (
    <ConfirmDialog
      open={!isVerifying}
      onOpenChange={onClose}
      title={text.revokeTitle(nameOf(device))}
      description={
        <>
          <p>{text.revokeText}</p>
          {task.problem !== null && (
            <p role="alert" className="mt-2 text-bad">
              {task.problem}
            </p>
          )}
        </>
      }
      confirmLabel={text.revoke}
      cancelLabel={words.settings.cancel}
      onConfirm={remove}
      busy={task.isBusy}
      danger
    />
  )
}

function nameOf(device: DeviceInfo): string {
  return device.name === '' ? text.unnamed : device.name
}
