import { Fingerprint } from 'lucide-react'
import { useRef, useState, type FormEvent } from 'react'
import type { WebAuthnOptions } from '#client/core/api.ts'
import { useCore, type CoreClient } from '#client/store/core-context.tsx'
import { useTask } from '#client/store/use-task.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { TextField } from '#client/ui/text-field.tsx'
import { words } from '#client/words/en.ts'
import { problemWords } from '#client/words/problems.ts'

const text = words.access.setUp

export type Names = {
  readonly token: string
  readonly studioName: string
  readonly memberName: string
  readonly memberEmail: string
}

type Problems = { readonly [Name in keyof Names]?: string }

export type NamesStepProps = {
  readonly names: Names
  readonly onChange: (names: Names) => void
  /** The passkey is made; a second ceremony with these options confirms it. */
  readonly onConfirm: (options: WebAuthnOptions) => void
}

/** The token is checked when the form is sent, before the browser asks for a passkey. */
export function NamesStep({ names, onChange, onConfirm }: NamesStepProps) {
  const core = useCore()
  const task = useTask('create the passkey')
  const [problems, setProblems] = useState<Problems>({})
  const form = useRef<HTMLFormElement>(null)

  function showProblems(found: Problems): void {
    setProblems(found)
    const first = fields.find(({ name }) => found[name] !== undefined)
    if (first !== undefined) form.current?.querySelector<HTMLInputElement>(`[name=${first.name}]`)?.focus()
  }
  function submit(event: FormEvent): void {
    event.preventDefault()
    const found = check(names)
    showProblems(found)
    if (Object.keys(found).length > 0) return
    task.start(async () => {
      const token = await core.api.setup.checkToken(names.token.trim())
      if (!token.ok) {
        const said = words.access.wire(token.error)
        if (token.error.kind === 'unreachable') return said
        showProblems({ token: said })
        return null
      }
      const made = await makePasskey(core, names)
      if (typeof made === 'string') return made
      onConfirm(made)
      return null
    })
  }
  return (
    <form ref={form} noValidate className="flex flex-col gap-4" onSubmit={submit}>
      {fields.map(({ name, label, help, ...input }) => (
        <TextField
          key={name}
          {...input}
          name={name}
          label={label}
          {...(help === undefined ? {} : { help })}
          error={problems[name]}
          required
          value={names[name]}
          onChange={event => onChange({ ...names, [name]: event.currentTarget.value })}
        />
      ))}
      {task.problem !== null && (
        <Banner tone="warn" live="alert">
          {task.problem}
        </Banner>
      )}
      <Button type="submit" variant="primary" size="lg" icon={Fingerprint} busy={task.isBusy}>
        {text.create}
      </Button>
    </form>
  )
}

const fields = [
  { name: 'token', label: text.token, help: text.tokenHelp, autoCapitalize: 'off', spellCheck: false },
  { name: 'studioName', label: text.studioName, help: undefined, autoComplete: 'organization' },
  { name: 'memberName', label: text.memberName, help: undefined, autoComplete: 'name' },
  { name: 'memberEmail', label: text.memberEmail, help: text.namesHelp, autoComplete: 'email', inputMode: 'email' },
] as const

/** Loose on purpose: an address that the passkey shows, not one that mail is sent to. */
const emailPattern = /^[^\s@]+@[^\s@]+$/u
const nameCharacters = 200

function check(names: Names): Problems {
  const problems: { -readonly [Name in keyof Problems]: string } = {}
  for (const { name } of fields) {
    if (names[name].trim() === '') problems[name] = problemWords({ code: 'required' })
    else if (names[name].length > nameCharacters)
      problems[name] = problemWords({ code: 'too-long', limit: nameCharacters })
  }
  if (problems.memberEmail === undefined && !emailPattern.test(names.memberEmail.trim())) {
    problems.memberEmail = problemWords({ code: 'bad-email' })
  }
  return problems
}

/** The options of the ceremony that confirms it, or what went wrong in words. */
async function makePasskey(core: CoreClient, names: Names): Promise<WebAuthnOptions | string> {
  const begun = await core.api.setup.begin({
    studioName: names.studioName.trim(),
    memberName: names.memberName.trim(),
    memberEmail: names.memberEmail.trim(),
  })
  if (!begun.ok) return words.access.wire(begun.error)
  const created = await core.passkeys.create(begun.value)
  if (!created.ok) return words.access.ceremony(created.error)
  const made = await core.api.setup.passkeyMade(created.value)
  return made.ok ? made.value.options : words.access.wire(made.error)
}
