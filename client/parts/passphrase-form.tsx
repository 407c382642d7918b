import { useEffect, useState, type FormEvent } from 'react'
import { loadStrengthMeter, type StrengthMeter } from '#client/platform/passphrase-strength.ts'
import { useRun } from '#client/store/use-run.ts'
import { Button } from '#client/ui/button.tsx'
import { classNames } from '#client/ui/class-names.ts'
import { TextField } from '#client/ui/text-field.tsx'
import { words } from '#client/words/en.ts'

export type PassphraseFormProps = {
  /** Names that would be guessed first. */
  readonly own: readonly string[]
  readonly problem: string | null
  readonly isBusy: boolean
  readonly onSubmit: (passphrase: string) => void
}

const leastCharacters = 15
const leastScore = 4

/** A new passphrase, twice, with its strength in words. */
export function PassphraseForm({ own, problem, isBusy, onSubmit }: PassphraseFormProps) {
  const text = words.access.setUp
  const [passphrase, setPassphrase] = useState('')
  const [again, setAgain] = useState('')
  const [wasSent, setSent] = useState(false)
  const meter = useStrengthMeter()
  const score = meter === null || passphrase === '' ? null : meter(passphrase, own)
  const weakness = weaknessOf(passphrase, score)
  const differs = again !== passphrase

  function submit(event: FormEvent): void {
    event.preventDefault()
    setSent(true)
    if (weakness === null && !differs && score !== null) onSubmit(passphrase)
  }
  return (
    <form noValidate className="flex flex-col gap-3" onSubmit={submit}>
      <TextField
        label={text.passphrase}
        type="password"
        autoComplete="new-password"
        help={text.passphraseHelp}
        error={(wasSent ? weakness : null) ?? problem ?? undefined}
        value={passphrase}
        onChange={event => setPassphrase(event.currentTarget.value)}
      />
      <StrengthBar score={score} />
      <TextField
        label={text.passphraseAgain}
        type="password"
        autoComplete="new-password"
        error={wasSent && differs ? text.passphraseDiffers : undefined}
        value={again}
        onChange={event => setAgain(event.currentTarget.value)}
      />
      <Button type="submit" variant="primary" size="lg" busy={isBusy || meter === null}>
        {text.usePassphrase}
      </Button>
    </form>
  )
}

function weaknessOf(passphrase: string, score: number | null): string | null {
  if (passphrase.length < leastCharacters) return words.access.setUp.passphraseShort
  return score !== null && score < leastScore ? words.access.setUp.passphraseWeak : null
}

function useStrengthMeter(): StrengthMeter | null {
  const run = useRun()
  const [meter, setMeter] = useState<StrengthMeter | null>(null)
  useEffect(() => {
    run('load the strength meter', async () => {
      const loaded = await loadStrengthMeter()
      setMeter(() => loaded)
    })
  }, [run])
  return meter
}

function StrengthBar({ score }: { readonly score: 0 | 1 | 2 | 3 | 4 | null }) {
  const { strength, strengthIs } = words.access.setUp
  return (
    <div className="flex items-center gap-3 text-xs text-muted">
      <span aria-hidden className="flex flex-1 gap-1">
        {[0, 1, 2, 3].map(step => (
          <span
            key={step}
            className={classNames(
              'h-1 flex-1 rounded-full',
              score !== null && score > step ? barColours[score] : 'bg-line',
            )}
          />
        ))}
      </span>
      <span role="status" className="min-w-28 text-right">
        {score === null ? '' : strengthIs(strength[score] ?? '')}
      </span>
    </div>
  )
}

const barColours = ['bg-bad', 'bg-bad', 'bg-warn', 'bg-good', 'bg-good']
