import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import {
  addCreator,
  chooseFile,
  editField,
  exampleCreator,
  expectCount,
  importCounts,
  importFile,
  openCreator,
  openImport,
} from './support/creators.ts'
import type { Device } from './support/device.ts'
import { startRecordedRelay } from './support/recording-proxy.ts'
import { startRelay } from './support/relay.ts'
import {
  foundStudio,
  goTo,
  lock,
  press,
  signIn,
  unlock,
  waitForSync,
  waitUntilLocked,
  waitUntilOpen,
} from './support/studio.ts'
import { useSuite } from './support/suite.ts'

const suite = useSuite()
const thousand = fileURLToPath(new URL('fixtures/creators-1000.csv', import.meta.url))

async function openStudio(): Promise<Device> {
  const device = await suite.open()
  await foundStudio(device.page, suite.relay())
  return device
}

async function anotherTab(device: Device): Promise<Page> {
  const page = await device.context.newPage()
  await page.goto(`${suite.relay().origin}/creators`)
  return page
}

describe('two tabs', () => {
  test('share one unlock, see each other’s edits at once, and lock together', async () => {
    const device = await openStudio()
    await addCreator(device.page, exampleCreator('Quiet Kiln'))
    const second = await anotherTab(device)
    await waitUntilOpen(second)
    await openCreator(second, 'Quiet Kiln')
    await editField(device.page, 'Location', 'Faro, Portugal')
    await second.getByText('Faro, Portugal').first().waitFor({ timeout: 2_000 })
    await lock(second)
    await waitUntilLocked(device.page)
    await unlock(device.page)
    await waitUntilOpen(second)
    await openCreator(second, 'Quiet Kiln')
  })

  test('when the last one is closed, the studio is locked', async () => {
    const device = await openStudio()
    const second = await anotherTab(device)
    await waitUntilOpen(second)
    await device.page.close()
    await goTo(second, 'Settings')
    await second.close()
    const third = await anotherTab(device)
    await waitUntilLocked(third)
    await unlock(third)
  })
})

describe('a browser without shared workers', () => {
  test('has the studio open in one tab; the second one says so, and takes over when asked', async () => {
    const device = await suite.open()
    await device.context.addInitScript('delete globalThis.SharedWorker')
    await foundStudio(device.page, suite.relay())
    await addCreator(device.page, exampleCreator('Quiet Kiln'))
    await waitForSync(device.page, 'Synced')
    const second = await anotherTab(device)
    await second.getByRole('heading', { name: 'Open in another tab' }).waitFor()
    await press(second, 'Use here')
    await device.page.getByRole('heading', { name: 'Open in another tab' }).waitFor()
    await unlock(second)
    await openCreator(second, 'Quiet Kiln')
    await lock(second)
    await unlock(second)
    await press(device.page, 'Use here')
    await unlock(device.page)
    await second.getByRole('heading', { name: 'Open in another tab' }).waitFor()
  })
})

describe('bad days', () => {
  test('a tab that is closed during a first sync goes on where it was', async () => {
    const first = await openStudio()
    await importFile(first.page, thousand)
    await waitForSync(first.page, 'Synced', 60_000)
    const second = await suite.open(first.passkeys)
    await signIn(second.page, suite.relay())
    await second.page.close()
    const page = await anotherTab(second)
    await unlock(page)
    await goTo(page, 'Creators')
    await expectCount(page, 999, 60_000)
    await waitForSync(page, 'Synced', 60_000)
  })

  test('a window that may not store anything is told so', async () => {
    const { relay, proxy, stop } = await startRecordedRelay()
    const { page } = suite.add({ ...(await suite.open()), close: stop })
    suite.expectErrors(/core: start/)
    const isWorker = /core-worker.*\.js$/
    const without = 'Object.defineProperty(self, "indexedDB", { value: undefined });'
    proxy.rewriteScripts((path, script) => (isWorker.test(path) ? without + script : null))
    await page.goto(relay.origin)
    await page.getByRole('heading', { name: 'This browser keeps nothing here' }).waitFor()
  })

  test('a full disk is told in words, loses nothing, and works again when there is room', async () => {
    // The app's own files would take more than the room there is here.
    const { page, context } = await suite.open(undefined, { serviceWorkers: 'block' })
    // Playwright answers the registration that it blocks with nothing.
    suite.expectErrors(/^TypeError: Cannot read properties of undefined \(reading 'waiting'\)/)
    const session = await context.newCDPSession(page)
    const { origin } = suite.relay()
    await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1_500_000 })
    await foundStudio(page, suite.relay())
    await addCreator(page, exampleCreator('Quiet Kiln'))
    await openImport(page)
    await chooseFile(page, thousand)
    await press(page, 'Preview')
    await press(page, 'Import rows')
    await page
      .getByText('Not saved: this device has no room left. What was saved before is safe.', { exact: false })
      .first()
      .waitFor()

    await session.send('Storage.overrideQuotaForOrigin', { origin })
    await press(page, 'Import rows')
    expect(await importCounts(page)).toBe('999 created, 0 updated, 1 skipped, 0 refused')
    await goTo(page, 'Creators')
    await expectCount(page, 1000)
    await waitForSync(page, 'Synced', 60_000)
    await page.reload()
    await unlock(page)
    await expectCount(page, 1000)
  })

  test('a clock that is a day off is told, and everything works all the same', async () => {
    const shift = encodeURIComponent('const now=Date.now;Date.now=()=>now()+864e5')
    const ahead = await startRelay({ environment: { NODE_OPTIONS: `--import=data:text/javascript,${shift}` } })
    const { page } = suite.add({ ...(await suite.open()), close: ahead.dispose })
    await foundStudio(page, ahead)
    await page.getByText('This device’s clock is off').waitFor()
    await addCreator(page, exampleCreator('Quiet Kiln'))
    await waitForSync(page, 'Synced')
    await lock(page)
    await unlock(page)
    await openCreator(page, 'Quiet Kiln')
  })

  test('a new version is offered, waits, and comes when asked for', async () => {
    const { relay, proxy, stop } = await startRecordedRelay()
    const { page } = suite.add({ ...(await suite.open()), close: stop })
    await foundStudio(page, relay)
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready
      document.documentElement.dataset['old'] = 'yes'
    })
    proxy.rewriteScripts((path, script) => (path === '/sw.js' ? `${script}\n// A later version.\n` : null))
    await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration()
      await registration?.update()
    })
    await page.getByText('A new version is ready').first().waitFor()
    await addCreator(page, exampleCreator('Quiet Kiln'))
    const isOld = () => page.evaluate(() => document.documentElement.dataset['old'] === 'yes')
    expect(await isOld()).toBe(true)
    await press(page, 'Reload')
    await expect.poll(isOld).toBe(false)
    await unlock(page)
    await page.getByRole('heading', { name: 'Quiet Kiln', level: 1 }).waitFor()
  })

  test('a file of ten thousand cells pasted by mistake can be left without a trace', async () => {
    const { page } = await openStudio()
    const text = await readFile(thousand, 'utf8')
    await goTo(page, 'Creators')
    await press(page, 'Import')
    await page.getByText('or paste the cells themselves', { exact: false }).waitFor()
    await page.evaluate(cells => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', cells)
      document.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }))
    }, text)
    await page.getByRole('heading', { name: 'Columns' }).waitFor()
    await goTo(page, 'Creators')
    await page.getByText('No creators yet').waitFor()
  })
})
