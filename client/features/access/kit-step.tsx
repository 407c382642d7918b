import { useState, type FormEvent } from 'react'
import type { RecoveryKit } from '#client/core/api.ts'
import { RecoveryKitActions, RecoveryKitPage } from '#client/parts/recovery-kit.tsx'
import { useCore } from '#client/store/core-context.tsx'
import { useTask } from '#client/store/use-task.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { TextField } from '#client/ui/text-field.tsx'
import { words } from '#client/words/en.ts'
import type { Names } from './names-step.tsx'

const text = words.access.setUp

/** Shown once; asked for back, so that it was written down; then the studio is founded. */
export function KitStep({ kit, names }: { readonly kit: RecoveryKit; readonly names: Names }) {
  const core = useCore()
  const task = useTask('open the studio')
  const [typed, setTyped] = useState('')
  const [isWrong, setWrong] = useState(false)

  function submit(event: FormEvent): void {
    event.preventDefault()
    task.start(async () => {
      const isRight = await core.api.setup.checkRecoveryCode(typed)
      setWrong(!isRight)
      if (!isRight) return null
      const founded = await core.api.setup.complete()
      return founded.ok ? null : words.access.wire(founded.error)
    })
  }
  const kitProps = { kit, studioName: names.studioName, memberName: names.memberName }
  return (
    <div className="flex flex-col gap-4">
      <RecoveryKitPage {...kitProps} />
      <RecoveryKitActions {...kitProps} />
      <p className="print-hidden text-sm text-muted">{text.kitWarning}</p>
      <form noValidate className="print-hidden mt-2 flex flex-col gap-3 border-t border-line pt-5" onSubmit={submit}>
        <TextField
          label={text.check}
          help={text.checkHelp}
          error={isWrong ? text.checkWrong : undefined}
          value={typed}
          onChange={event => setTyped(event.currentTarget.value)}
          inputClassName="font-mono uppercase"
          autoCapitalize="characters"
          autoCorrect="off"
          spellCheck={false}
        />
        {task.problem !== null && (
          <Banner tone="warn" live="alert">
            {task.problem}
          </Banner>
        )}
        <Button type="submit" variant="primary" size="lg" busy={task.isBusy}>
          {text.open}
        </Button>
      </form>
    </div>
  )
}
