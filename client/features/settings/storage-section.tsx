import { useState } from 'react'
import { byteWords } from '#client/parts/byte-words.ts'
import { askToPersist } from '#client/platform/storage.ts'
import { useCore, useSetAside, useStorage, useSync } from '#client/store/core-context.tsx'
import { useRun } from '#client/store/use-run.ts'
import { Badge } from '#client/ui/badge.tsx'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { useToast } from '#client/ui/use-toast.ts'
import { words } from '#client/words/en.ts'
import { ForgetDevice } from './forget-device.tsx'
import { SettingsSection } from './settings-section.tsx'

const text = words.settings.storage

export function StorageSection() {
  const core = useCore()
  const run = useRun()
  const sync = useSync()
  const setAside = useSetAside()
  const { persisted, usageBytes, quotaBytes, room } = useStorage()
  const waiting = 'waiting' in sync ? sync.waiting : 0
  return (
    <SettingsSection id="storage" title={text.title}>
      {(room === 'low' || room === 'full') && (
        <Banner tone={room === 'full' ? 'bad' : 'warn'}>{words.sync.room[room]}</Banner>
      )}
      <Persistence persisted={persisted} />
      {usageBytes !== null && quotaBytes !== null && (
        <p className="text-sm text-muted">{text.usage(byteWords(usageBytes), byteWords(quotaBytes))}</p>
      )}
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-sm text-muted">{words.sync.waiting(waiting)}</p>
        <Button size="sm" onClick={() => run('sync now', () => core.api.syncNow())}>
          {text.syncNow}
        </Button>
      </div>
      {setAside.length > 0 && (
        <details className="text-sm">
          <summary className="flex items-center gap-2">
            <Badge tone="warn">{setAside.length}</Badge>
            {words.sync.setAside.about(setAside.length)}
          </summary>
          <ul className="mt-2 flex flex-col gap-1 text-xs text-muted">
            {setAside.map((entry, index) => (
              // Entries are only ever added, and two may be alike in all that is shown.
              <li key={index}>{words.sync.setAside.entry(entry, null)}</li>
            ))}
          </ul>
        </details>
      )}
      <ForgetDevice />
    </SettingsSection>
  )
}

function Persistence({ persisted }: { readonly persisted: boolean | null }) {
  const core = useCore()
  const run = useRun()
  const toast = useToast()
  const [isAsking, setAsking] = useState(false)
  async function ask(): Promise<void> {
    setAsking(true)
    const isGranted = (await askToPersist()) === true
    setAsking(false)
    await core.api.notePersisted(isGranted)
    toast.show({ title: isGranted ? text.asked : text.refused, tone: isGranted ? 'done' : 'plain' })
  }
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <p className="flex-1 basis-64 text-base">
        {persisted === null ? text.unknownKept : persisted ? text.kept : text.notKept}
      </p>
      {persisted !== true && (
        <Button size="sm" busy={isAsking} onClick={() => run('ask to persist', ask)}>
          {text.ask}
        </Button>
      )}
    </div>
  )
}
