import { Fingerprint, KeyRound, Plus, TextCursorInput, type LucideIcon } from 'lucide-react'
import { useCallback, useState, type ReactNode } from 'react'
import { dayInZone } from '#shared/domain/day.ts'
import type { MethodInfo } from '#client/core/api.ts'
import { dayWords } from '#client/parts/day-words.ts'
import { useCore } from '#client/store/core-context.tsx'
import { useLoaded } from '#client/store/use-loaded.ts'
import { useToday, useWorkspaceZone } from '#client/store/use-now.ts'
import { Badge } from '#client/ui/badge.tsx'
import { Button } from '#client/ui/button.tsx'
import { words } from '#client/words/en.ts'
import { AddPasskeyDialog } from './add-passkey-dialog.tsx'
import { PassphraseDialog, RemovePassphraseDialog } from './passphrase-dialog.tsx'
import { RemovePasskeyDialog } from './remove-passkey-dialog.tsx'
import { RenewKitDialog } from './renew-kit-dialog.tsx'
import { SettingsSection } from './settings-section.tsx'

const text = words.settings.methods

type Open =
  | { readonly kind: 'add' | 'kit' | 'passphrase' | 'remove-passphrase' }
  | { readonly kind: 'remove'; readonly credentialId: string }

/** Every way in, and what can be done about it. */
export function MethodsSection() {
  const core = useCore()
  const { value, reload } = useLoaded(useCallback(() => core.api.methods.list(), [core]))
  const [open, setOpen] = useState<Open | null>(null)
  const methods = value ?? []
  const passphrase = methods.find(method => method.kind === 'passphrase')
  const close = (): void => {
    setOpen(null)
    reload()
  }
  return (
    <SettingsSection id="methods" title={text.title} about={text.about}>
      <ul className="-my-3 divide-y divide-line">
        {methods
          .filter(method => method.kind === 'passkey')
          .map(method => (
            <PasskeyEntry
              key={method.credentialId}
              method={method}
              onRemove={() => {
                if (method.credentialId !== null) setOpen({ kind: 'remove', credentialId: method.credentialId })
              }}
            />
          ))}
        <MethodEntry icon={KeyRound} title={text.kit} detail={text.kitText}>
          <Button size="sm" onClick={() => setOpen({ kind: 'kit' })}>
            {text.kitRenew}
          </Button>
        </MethodEntry>
        <MethodEntry
          icon={TextCursorInput}
          title={text.passphrase}
          detail={passphrase === undefined ? `${text.passphraseText} ${text.passphraseNone}` : text.passphraseText}
        >
          <Button size="sm" onClick={() => setOpen({ kind: 'passphrase' })}>
            {passphrase === undefined ? text.passphraseSet : text.passphraseChange}
          </Button>
          {passphrase !== undefined && (
            <Button size="sm" variant="quiet" onClick={() => setOpen({ kind: 'remove-passphrase' })}>
              {text.passphraseRemove}
            </Button>
          )}
        </MethodEntry>
      </ul>
      <Button icon={Plus} className="mt-2 self-start" onClick={() => setOpen({ kind: 'add' })}>
        {text.addPasskey}
      </Button>
      <MethodDialog open={open} onClose={close} />
    </SettingsSection>
  )
}

function MethodDialog({ open, onClose }: { readonly open: Open | null; readonly onClose: () => void }) {
  switch (open?.kind) {
    case undefined:
      return null
    case 'add':
      return <AddPasskeyDialog onClose={onClose} />
    case 'kit':
      return <RenewKitDialog onClose={onClose} />
    case 'passphrase':
      return <PassphraseDialog onClose={onClose} />
    case 'remove-passphrase':
      return <RemovePassphraseDialog onClose={onClose} />
    case 'remove':
      return <RemovePasskeyDialog credentialId={open.credentialId} onClose={onClose} />
  }
}

function PasskeyEntry({ method, onRemove }: { readonly method: MethodInfo; readonly onRemove: () => void }) {
  const today = useToday()
  const zone = useWorkspaceZone()
  const when = (at: number): string => dayWords(dayInZone(at, zone), today)
  const lastUsedAt = Math.max(method.lastUsedAt ?? 0, method.lastUnlockAt ?? 0)
  const transports = method.transports.flatMap(name => (isTransport(name) ? [text.transports[name]] : []))
  const facts = [
    method.deviceType === null ? null : method.deviceType === 'multiDevice' ? text.synced : text.bound,
    transports.length === 0 ? null : transports.join(', '),
    method.addedAt === null ? null : text.added(when(method.addedAt)),
    text.used(lastUsedAt === 0 ? words.settings.never : when(lastUsedAt)),
  ]
  return (
    <MethodEntry
      icon={Fingerprint}
      title={
        <>
          {text.passkey}
          <Badge tone={method.unlocks ? 'good' : 'neutral'}>{method.unlocks ? text.unlocks : text.signsIn}</Badge>
        </>
      }
      detail={facts.filter(fact => fact !== null).join(' · ')}
    >
      <Button size="sm" variant="quiet" onClick={onRemove}>
        {text.remove}
      </Button>
    </MethodEntry>
  )
}

type MethodEntryProps = {
  readonly icon: LucideIcon
  readonly title: ReactNode
  readonly detail: string
  readonly children: ReactNode
}

function MethodEntry({ icon: Icon, title, detail, children }: MethodEntryProps) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-3">
      <div className="flex min-w-0 flex-1 basis-64 gap-3">
        <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" strokeWidth={1.75} />
        <div className="min-w-0">
          <p className="flex flex-wrap items-center gap-2 text-base font-medium">{title}</p>
          <p className="text-sm text-muted">{detail}</p>
        </div>
      </div>
      <div className="flex gap-1">{children}</div>
    </li>
  )
}

function isTransport(name: string): name is keyof typeof text.transports {
  return Object.hasOwn(text.transports, name)
}
