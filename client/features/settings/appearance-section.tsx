import { Monitor, Moon, Sun } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { chooseTheme, subscribeTheme, themeChoice, type ThemeChoice } from '#client/platform/theme.ts'
import { Segmented } from '#client/ui/segmented.tsx'
import { words } from '#client/words/en.ts'
import { SettingsSection } from './settings-section.tsx'

const text = words.settings.appearance

export function AppearanceSection() {
  const choice = useSyncExternalStore(subscribeTheme, themeChoice)
  return (
    <SettingsSection id="appearance" title={text.title}>
      <Segmented<ThemeChoice>
        label={text.theme}
        value={choice}
        onChange={chooseTheme}
        options={[
          { value: 'light', label: text.light, icon: Sun },
          { value: 'dark', label: text.dark, icon: Moon },
          { value: 'system', label: text.system, icon: Monitor },
        ]}
      />
    </SettingsSection>
  )
}
