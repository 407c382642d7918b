import { Copy, Download, Printer } from 'lucide-react'
import type { RecoveryKit } from '#client/core/api.ts'
import { copyText } from '#client/platform/clipboard.ts'
import { downloadFile, printPage } from '#client/platform/downloads.ts'
import { useRun } from '#client/store/use-run.ts'
import { Button } from '#client/ui/button.tsx'
import { useToast } from '#client/ui/use-toast.ts'
import { words } from '#client/words/en.ts'
import { QrCode } from './qr-code.tsx'

export type RecoveryKitProps = { readonly kit: RecoveryKit; readonly studioName: string; readonly memberName: string }

const date = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' })

/** The kit as a page: what is on screen is what the printer gets. Made with no network. */
export function RecoveryKitPage({ kit, studioName, memberName }: RecoveryKitProps) {
  const text = words.access.kit
  return (
    <article
      data-print=""
      aria-label={text.title}
      className="rounded-lg border border-line-strong bg-surface p-5 print:border-0 print:p-0"
    >
      <div className="flex items-start justify-between gap-6">
        <div className="min-w-0">
          <h2 className="text-lg font-semibold">{text.title}</h2>
          <p className="text-sm text-muted">{studioName}</p>
        </div>
        <QrCode text={kit.code} label={text.qr} />
      </div>
      <h3 className="mt-4 text-xs text-faint">{text.code}</h3>
      <p
        data-testid="recovery-code"
        translate="no"
        className="mt-1 select-all font-mono text-lg font-semibold leading-8 tracking-wide"
      >
        {kit.code}
      </p>
      <p className="mt-2 text-sm text-muted">{text.keep}</p>
      <dl className="mt-4 grid gap-x-6 gap-y-2 border-t border-line pt-4 text-sm sm:grid-cols-[7rem_1fr]">
        {facts(kit, memberName).map(([term, value]) => (
          <div key={term} className="contents">
            <dt className="text-faint">{term}</dt>
            <dd className="min-w-0 break-words">{value}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-2 text-xs text-faint">{text.identityHelp}</p>
      <h3 className="mt-4 text-sm font-semibold">{text.how}</h3>
      <ol className="mt-1 list-decimal pl-5 marker:[font-variant-numeric:normal] text-sm text-muted">
        {text.steps(kit.relayOrigin).map(step => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </article>
  )
}

export function RecoveryKitActions(props: RecoveryKitProps) {
  const text = words.access.setUp
  const run = useRun()
  const toast = useToast()
  async function copy(): Promise<void> {
    const isCopied = await copyText(props.kit.code)
    toast.show({ title: isCopied ? text.copied : text.copyFailed, tone: isCopied ? 'plain' : 'problem' })
  }
  return (
    <div className="print-hidden flex flex-wrap gap-2">
      <Button icon={Printer} onClick={printPage}>
        {text.print}
      </Button>
      <Button icon={Download} onClick={() => downloadFile(words.access.kit.fileName, 'text/plain', kitText(props))}>
        {text.download}
      </Button>
      <Button icon={Copy} onClick={() => run('copy', copy)}>
        {text.copy}
      </Button>
    </div>
  )
}

function facts(kit: RecoveryKit, memberName: string): readonly (readonly [string, string])[] {
  const text = words.access.kit
  return [
    [text.relay, kit.relayOrigin],
    [text.workspace, kit.workspace],
    [text.member, memberName === '' ? kit.member : `${memberName} (${kit.member})`],
    [text.identity, kit.identityWords.join(' ')],
    [text.state, String(kit.stateSequence)],
    [text.date, date.format(kit.madeAt)],
  ]
}

function kitText({ kit, studioName, memberName }: RecoveryKitProps): string {
  const text = words.access.kit
  const lines = [
    `${text.title} · ${studioName}`,
    '',
    `${text.code}: ${kit.code}`,
    '',
    ...facts(kit, memberName).map(([term, value]) => `${term}: ${value}`),
    '',
    text.identityHelp,
    text.keep,
    '',
    `${text.how}:`,
    ...text.steps(kit.relayOrigin).map((step, index) => `${index + 1}. ${step}`),
    '',
  ]
  return lines.join('\n')
}
