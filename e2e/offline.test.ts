import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { afterEach, describe, expect, test } from 'vitest'
import {
  addCreator,
  editField,
  exampleCreator,
  expectCount,
  openCreator,
  rowOf,
  searchFor,
} from './support/creators.ts'
import { wide } from './support/device.ts'
import { collectErrors, launchDiskProfile } from './support/launch.ts'
import { addSoftwarePasskeys } from './support/software-passkey.ts'
import { createPasskeyStore, type PasskeyStore } from './support/software-passkey-store.ts'
import { foundStudio, signIn, syncNow, unlock, waitForSync } from './support/studio.ts'
import { useSuite } from './support/suite.ts'

const suite = useSuite()
const waitsForNetwork = /^(Offline · \d+ changes? waiting|Cannot reach the relay · retrying (now|in \d+ s))$/
let directory: string | undefined

afterEach(async () => {
  if (directory !== undefined) await rm(directory, { recursive: true, force: true })
  directory = undefined
})

/** A browser that can be closed and opened again. */
async function openFromDisk(passkeys: PasskeyStore): Promise<{ context: BrowserContext; page: Page }> {
  directory ??= await mkdtemp(join(tmpdir(), 'wavelaunch-profile-'))
  const context = await launchDiskProfile(directory, { viewport: wide })
  suite.add({ errors: collectErrors(context), close: () => context.close() })
  await addSoftwarePasskeys(context, passkeys)
  return { context, page: await context.newPage() }
}

async function waitUntilCached(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    await navigator.serviceWorker.ready
    const names = await caches.keys()
    const requests = await Promise.all(names.map(async name => (await caches.open(name)).keys()))
    return requests.flat().map(request => new URL(request.url).pathname)
  })
}

describe('with no network', () => {
  test('the browser starts, unlocks, lists, searches, edits and creates; and all of it arrives later', async () => {
    const relay = suite.relay()
    const passkeys = createPasskeyStore()
    const before = await openFromDisk(passkeys)
    await foundStudio(before.page, relay)
    await addCreator(before.page, exampleCreator('Quiet Kiln'))
    await addCreator(before.page, exampleCreator('Salt & Cedar'))
    await waitForSync(before.page, 'Synced')
    const cached = await waitUntilCached(before.page)
    for (const kind of [/^\/index\.html$/, /automerge.*\.wasm$/, /core-worker-.*\.js$/, /\.css$/]) {
      expect(cached.some(path => kind.test(path))).toBe(true)
    }
    await before.context.close()
    await relay.stop()

    const { page, context } = await openFromDisk(passkeys)
    await page.goto(`${relay.origin}/creators`)
    await unlock(page)
    await expectCount(page, 2)
    await openCreator(page, 'Quiet Kiln')
    await editField(page, 'Location', 'Faro, Portugal')
    await addCreator(page, exampleCreator('Northbound Studio'))
    await waitForSync(page, waitsForNetwork)
    await context.close()

    const again = await openFromDisk(passkeys)
    await again.page.goto(`${relay.origin}/creators`)
    await unlock(again.page)
    await searchFor(again.page, 'northbound')
    await rowOf(again.page, 'Northbound Studio').waitFor()
    await waitForSync(again.page, waitsForNetwork)

    await relay.start()
    await syncNow(again.page)
    const other = await suite.open(passkeys)
    await signIn(other.page, relay)
    await openCreator(other.page, 'Quiet Kiln')
    await other.page.getByText('Faro, Portugal').first().waitFor()
    await openCreator(other.page, 'Northbound Studio')
  })

  test('a connection that is cut is said at once, and changes go out when it is back', async () => {
    const { page, context } = await suite.open()
    await foundStudio(page, suite.relay())
    await waitForSync(page, 'Synced')
    await context.setOffline(true)
    await addCreator(page, exampleCreator('Quiet Kiln'))
    await waitForSync(page, 'Offline · 1 change waiting')
    await context.setOffline(false)
    await waitForSync(page, 'Synced')
  })
})

describe('installing', () => {
  test('the browser finds nothing that speaks against it, and every picture has the size it says', async () => {
    const { page, context } = await openFromDisk(createPasskeyStore())
    await page.goto(suite.relay().origin)
    await waitUntilCached(page)
    const session = await context.newCDPSession(page)
    const { installabilityErrors } = await session.send('Page.getInstallabilityErrors')
    expect(installabilityErrors).toEqual([])
    const { errors, data } = await session.send('Page.getAppManifest')
    expect(errors).toEqual([])
    const manifest = JSON.parse(data ?? '{}')
    expect(manifest).toMatchObject({ id: '/', display: 'standalone', start_url: '/' })
    expect(manifest.shortcuts.length).toBeGreaterThanOrEqual(3)
    const pictures = [
      ...manifest.icons,
      ...manifest.screenshots,
      ...manifest.shortcuts.flatMap((shortcut: { icons: unknown[] }) => shortcut.icons),
    ]
    expect(await page.evaluate(findWrongPictures, pictures)).toEqual([])
  })
})

/** Runs in the page: those that do not load, or not in their size. */
async function findWrongPictures(pictures: { src: string; sizes: string }[]): Promise<string[]> {
  const measured = await Promise.all(
    pictures.map(async ({ src, sizes }) => {
      const image = new Image()
      image.src = src
      const loads = await image.decode().then(
        () => true,
        () => false,
      )
      const size = `${image.naturalWidth}x${image.naturalHeight}`
      return loads && (sizes === 'any' || sizes === size) ? null : `${src}: ${loads ? size : 'does not load'}`
    }),
  )
  return measured.filter(wrong => wrong !== null)
}
