import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { importFile, openCreator } from './support/creators.ts'
import { narrow, newDevice, wide } from './support/device.ts'
import { launchBrowser } from './support/launch.ts'
import { startRelay } from './support/relay.ts'
import { foundStudio, goTo, signIn, waitForSync } from './support/studio.ts'

/** Draws the pictures of the manifest and of the README from the built app: `npm run build` first. */
const root = fileURLToPath(new URL('../', import.meta.url))
const forManifest = `${root}public/screenshots/`
const forReadme = `${root}docs/images/`

const relay = await startRelay()
const browser = await launchBrowser()
try {
  await Promise.all([forManifest, forReadme].map(folder => mkdir(folder, { recursive: true })))
  const desk = await newDevice(browser, undefined, { viewport: wide, reducedMotion: 'reduce' })
  await foundStudio(desk.page, relay)
  await importFile(desk.page, `${root}e2e/fixtures/creators-1000.csv`)
  await waitForSync(desk.page, 'Synced', 60_000)
  await drawDesk(desk.page)
  const phone = await newDevice(browser, desk.passkeys, {
    viewport: narrow,
    deviceScaleFactor: 2,
    hasTouch: true,
    reducedMotion: 'reduce',
  })
  await signIn(phone.page, relay)
  await waitForSync(phone.page, 'Synced', 60_000)
  await closeNotices(phone.page)
  await goTo(phone.page, 'Creators')
  await draw(phone.page, `${forManifest}creators-narrow.png`)
} finally {
  await browser.close()
  await relay.dispose()
}

async function drawDesk(page: Page): Promise<void> {
  // A reload leaves no toast and no notice behind, but locks; going round by the screens does not.
  await closeNotices(page)
  await goTo(page, 'Creators')
  await draw(page, `${forManifest}creators-wide.png`)
  await draw(page, `${forReadme}creators.png`)
  await goTo(page, 'Today')
  await draw(page, `${forReadme}today.png`)
  await goTo(page, 'Board')
  await draw(page, `${forReadme}board.png`)
  await openCreator(page, await firstBrand(page))
  await draw(page, `${forReadme}creator.png`)
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  await goTo(page, 'Creators')
  await draw(page, `${forReadme}dark.png`)
}

async function firstBrand(page: Page): Promise<string> {
  await goTo(page, 'Creators')
  const link = page.getByRole('grid', { name: 'Creators' }).getByRole('row').nth(1).getByRole('link').first()
  return link.innerText()
}

async function closeNotices(page: Page): Promise<void> {
  const notices = page.getByRole('button', { name: /^(Dismiss|Close)$/ })
  for (let left = await notices.count(); left > 0; left -= 1) await notices.first().click()
}

async function draw(page: Page, path: string): Promise<void> {
  await page.mouse.move(0, 0)
  await page.getByRole('main').waitFor()
  await page.evaluate(async () => {
    await document.fonts.ready
    await new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)))
  })
  await page.screenshot({ path, animations: 'disabled' })
}
