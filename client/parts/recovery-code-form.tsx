import { useState, type FormEvent } from 'react'
import { Button } from '#client/ui/button.tsx'
import { TextField } from '#client/ui/text-field.tsx'
import { words } from '#client/words/en.ts'

export type RecoveryCodeFormProps = {
  readonly submitLabel: string
  readonly problem: string | null
  readonly isBusy: boolean
  readonly onSubmit: (code: string) => void
}

/** Takes a recovery code as a person types it; the core says what is wrong with it. */
export function RecoveryCodeForm({ submitLabel, problem, isBusy, onSubmit }: RecoveryCodeFormProps) {
  const [code, setCode] = useState('')
  function submit(event: FormEvent): void {
    event.preventDefault()
    onSubmit(code)
  }
  return (
    <form noValidate className="flex flex-col gap-3" onSubmit={submit}>
      <TextField
        label={words.access.unlock.code}
        help={words.access.unlock.codeHelp}
        error={problem ?? undefined}
        value={code}
        onChange={event => setCode(event.currentTarget.value)}
        inputClassName="font-mono uppercase placeholder:normal-case"
        autoCapitalize="characters"
        autoCorrect="off"
        spellCheck={false}
      />
      <Button type="submit" variant="primary" size="lg" busy={isBusy}>
        {submitLabel}
      </Button>
    </form>
  )
}
