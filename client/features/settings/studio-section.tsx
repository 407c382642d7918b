import { useMemo, useState, type FormEvent } from 'react'
import { useCommand } from '#client/store/commands.ts'
import { useSettings } from '#client/store/core-context.tsx'
import { useWorkspaceZone } from '#client/store/use-now.ts'
import { useTask } from '#client/store/use-task.ts'
import { Button } from '#client/ui/button.tsx'
import { Combobox } from '#client/ui/combobox.tsx'
import { TextField } from '#client/ui/text-field.tsx'
import { words } from '#client/words/en.ts'
import { problemWords } from '#client/words/problems.ts'
import { SettingsSection } from './settings-section.tsx'

const text = words.settings.studio

export function StudioSection() {
  const settings = useSettings()
  const zone = useWorkspaceZone()
  if (settings === null) return null
  return (
    <SettingsSection id="studio" title={text.title}>
      <StudioName key={settings.studioName} saved={settings.studioName} />
      <StudioZone zone={zone} />
    </SettingsSection>
  )
}

function StudioName({ saved }: { readonly saved: string }) {
  const { run } = useCommand()
  const task = useTask('rename the studio')
  const [name, setName] = useState(saved)
  const trimmed = name.trim()
  function submit(event: FormEvent): void {
    event.preventDefault()
    task.start(async () => {
      if (trimmed === '') return problemWords({ code: 'required' })
      await run({ kind: 'settings', values: { studioName: trimmed } }, { done: words.settings.saved })
      return null
    })
  }
  return (
    <form noValidate className="flex items-end gap-2" onSubmit={submit}>
      <TextField
        className="flex-1"
        label={text.name}
        value={name}
        error={task.problem ?? undefined}
        maxLength={200}
        onChange={event => setName(event.currentTarget.value)}
      />
      {trimmed !== saved && (
        <Button type="submit" variant="primary" busy={task.isBusy}>
          {words.settings.save}
        </Button>
      )}
    </form>
  )
}

function StudioZone({ zone }: { readonly zone: string }) {
  const { run } = useCommand()
  const task = useTask('change the zone')
  const options = useMemo(() => zoneOptions(zone), [zone])
  return (
    <Combobox
      label={text.zone}
      help={text.zoneHelp}
      options={options}
      value={zone}
      onValueChange={next => {
        if (next === null || next === zone) return
        task.start(async () => {
          await run({ kind: 'settings', values: { workspaceTimezone: next } }, { done: words.settings.saved })
          return null
        })
      }}
    />
  )
}

function zoneOptions(zone: string) {
  const known = new Set(['UTC', zone, ...Intl.supportedValuesOf('timeZone')])
  return [...known].map(value => ({ value, label: value.replaceAll('_', ' ') }))
}
