import { useCommand } from '#client/store/commands.ts'
import { useSettings } from '#client/store/core-context.tsx'
import { useTask } from '#client/store/use-task.ts'
import { SelectField } from '#client/ui/select-field.tsx'
import { words } from '#client/words/en.ts'
import { SettingsSection } from './settings-section.tsx'

const text = words.settings.lock
const offered = [1, 2, 5, 10, 15, 30, 60]

export function LockSection() {
  const { run } = useCommand()
  const task = useTask('change the lock')
  const minutes = useSettings()?.lockAfterMinutes ?? 10
  const choices = [...new Set([...offered, minutes])].toSorted((a, b) => a - b)
  return (
    <SettingsSection id="lock" title={text.title}>
      <SelectField
        label={text.idle}
        help={text.help}
        value={String(minutes)}
        options={choices.map(choice => ({ value: String(choice), label: text.minutes(choice) }))}
        onChange={event => {
          const lockAfterMinutes = Number(event.currentTarget.value)
          task.start(async () => {
            await run({ kind: 'settings', values: { lockAfterMinutes } }, { done: words.settings.saved })
            return null
          })
        }}
      />
    </SettingsSection>
  )
}
