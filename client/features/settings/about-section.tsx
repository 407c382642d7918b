import { useSyncExternalStore } from 'react'
import { canInstall, install, subscribeInstall } from '#client/platform/install.ts'
import { appVersion } from '#client/platform/version.ts'
import { usePhase } from '#client/store/core-context.tsx'
import { useRun } from '#client/store/use-run.ts'
import { Button } from '#client/ui/button.tsx'
import { words } from '#client/words/en.ts'
import { SettingsSection } from './settings-section.tsx'

const text = words.settings.about

export function AboutSection() {
  const run = useRun()
  const phase = usePhase()
  const isOffered = useSyncExternalStore(subscribeInstall, canInstall)
  return (
    <SettingsSection id="about" title={text.title}>
      {isOffered && (
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p className="text-sm text-muted">{text.installText}</p>
          <Button onClick={() => run('install', install)}>{text.install}</Button>
        </div>
      )}
      <dl className="grid grid-cols-[7rem_minmax(0,1fr)] gap-y-1 text-sm">
        <dt className="text-faint">{text.version}</dt>
        <dd className="tabular">{appVersion}</dd>
        {phase.kind === 'open' && (
          <>
            <dt className="text-faint">{text.identity}</dt>
            <dd className="tabular break-all">{phase.workspace}</dd>
          </>
        )}
      </dl>
    </SettingsSection>
  )
}
