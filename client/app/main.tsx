import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { reportActivity } from '#client/platform/activity.ts'
import { systemClock } from '#client/platform/clock.ts'
import { connectCore } from '#client/platform/core-client.ts'
import { watchInstall } from '#client/platform/install.ts'
import { objectUrls } from '#client/platform/object-urls.ts'
import { createPasskeys } from '#client/platform/passkeys.ts'
import { startTheme } from '#client/platform/theme.ts'
import { watchUpdates } from '#client/platform/updates.ts'
import { createCoreStore } from '#client/store/core-store.ts'
import { ImageStore } from '#client/store/image-store.ts'
import { assert } from '#shared/lang/assert.ts'
import { App } from './app.tsx'
import '#client/ui/theme.css'

startTheme()
watchInstall()

const store = createCoreStore()
const report = (error: unknown): void => reportError(error)
const { api, takeOver } = connectCore({ onEvent: store.take, onBroken: store.break })
const images = new ImageStore({ core: store, load: blob => api.studio.image(blob), urls: objectUrls, onError: report })
reportActivity(() => api, report)
const updates = watchUpdates(report)
const passkeys = createPasskeys({ now: systemClock.now })

const root = document.querySelector('#root')
assert(root !== null, 'index.html has no #root')
createRoot(root).render(
  <StrictMode>
    <App core={{ api, store, images, passkeys, takeOver }} updates={updates} />
  </StrictMode>,
)
