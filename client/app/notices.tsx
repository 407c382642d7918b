import { useCore, useNotices, useSettings } from '#client/store/core-context.tsx'
import type { Notice } from '#client/core/api.ts'
import { Banner } from '#client/ui/banner.tsx'
import { Button } from '#client/ui/button.tsx'
import { words } from '#client/words/en.ts'

/** What somebody has to know of, until they say that they read it. */
export function Notices() {
  const { store } = useCore()
  const notices = useNotices()
  const devices = useSettings()?.devices ?? {}
  if (notices.length === 0) return null
  return (
    <div className="flex flex-col gap-2 px-4 pt-4 md:px-6">
      {notices.map(({ number, notice }) => {
        const device = deviceOf(notice)
        const { title, text } = words.shell.notice(notice, device === null ? null : (devices[device]?.name ?? null))
        return (
          <Banner
            key={number}
            tone="warn"
            title={title}
            live="alert"
            actions={
              <Button size="sm" onClick={() => store.dismissNotice(number)}>
                {words.shell.dismiss}
              </Button>
            }
          >
            {text}
          </Banner>
        )
      })}
    </div>
  )
}

function deviceOf(notice: Notice): string | null {
  return 'device' in notice ? notice.device : null
}
