import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { launchDiskProfile } from '#e2e/support/launch.ts'
import { startRelay, type Relay } from '#e2e/support/relay.ts'
import { addSoftwarePasskeys } from '#e2e/support/software-passkey.ts'
import type { PasskeyStore } from '#e2e/support/software-passkey-store.ts'
import { median, percentile, type Figure } from '../figure.ts'
import type { Sizes } from '../sizes.ts'
import { timePaint, watchPaints } from './paint-watch.ts'

export type AppStudio = { readonly dataDir: string; readonly passkeys: PasskeyStore }

/** What is typed, over and over: each letter narrows the list further. */
const query = 'juniper'
const emptyMs = 15_000

/** The app as it ships, on a studio that is full: its list while somebody types, and its first screen without a network. */
export async function measureApp(relayEntry: string, studio: AppStudio, sizes: Sizes): Promise<Figure[]> {
  const relay = await startRelay({ entry: relayEntry, dataDir: studio.dataDir })
  const profile = await mkdtemp(join(tmpdir(), 'wavelaunch-bench-profile-'))
  try {
    const list = await inProfile(profile, studio.passkeys, page => measureList(page, relay, sizes))
    await relay.stop()
    const starts: number[] = []
    for (let run = 0; run < sizes.coldStarts; run++) {
      starts.push(await inProfile(profile, studio.passkeys, page => firstPaintMs(page, relay)))
    }
    const cold = { name: 'first screen, offline, cold', value: median(starts), unit: 'ms', target: 1_500 } as const
    return [...list, { ...cold, better: 'lower' }]
  } finally {
    await relay.dispose()
    await rm(profile, { recursive: true, force: true })
  }
}

/** A browser process of its own each time. */
async function inProfile<Value>(
  directory: string,
  passkeys: PasskeyStore,
  use: (page: Page) => Promise<Value>,
): Promise<Value> {
  const context: BrowserContext = await launchDiskProfile(directory, { viewport: { width: 1280, height: 800 } })
  try {
    await addSoftwarePasskeys(context, passkeys)
    return await use(await context.newPage())
  } finally {
    await context.close()
  }
}

async function measureList(page: Page, relay: Relay, sizes: Sizes): Promise<Figure[]> {
  await page.goto(relay.origin)
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Creators' }).click()
  const rows = `[role="grid"][aria-rowcount="${sizes.large + 1}"]`
  await page.locator(rows).waitFor({ timeout: 120_000 })
  // Until the worker has stored what came, and the app is kept for the next start without a network.
  await page.waitForTimeout(2_000)
  await page.evaluate(async () => void (await navigator.serviceWorker.ready))
  await watchPaints(page)
  const search = page.getByRole('searchbox', { name: 'Search creators' })
  await search.focus()
  await typeRound(page)
  await search.fill('')
  const keys: number[] = []
  while (keys.length < sizes.keystrokes) {
    keys.push(...(await typeRound(page)))
    await search.fill('')
    await page.waitForTimeout(300)
  }
  const chip = page.getByRole('group', { name: 'Filters' }).getByRole('button').first()
  await timePaint(page, () => chip.click())
  const clicks: number[] = []
  for (let click = 0; click < sizes.keystrokes / 2; click++) clicks.push(await timePaint(page, () => chip.click()))
  const at = `at ${sizes.large.toLocaleString('en-GB')} creators`
  const painted = { unit: 'ms', better: 'lower' } as const
  return [
    { name: `keystroke to painted list ${at}, median`, value: median(keys), target: 32, ...painted },
    {
      name: `keystroke to painted list ${at}, 95th percentile`,
      value: percentile(keys, 0.95),
      target: null,
      ...painted,
    },
    { name: `filter to painted list ${at}, median`, value: median(clicks), target: 32, ...painted },
  ]
}

async function typeRound(page: Page): Promise<number[]> {
  const times: number[] = []
  for (const letter of query) times.push(await timePaint(page, () => page.keyboard.press(letter)))
  return times
}

/** From the start of the navigation to the first paint with content, which is the unlock screen. */
async function firstPaintMs(page: Page, relay: Relay): Promise<number> {
  await page.goto(relay.origin, { timeout: emptyMs })
  await page.getByRole('button', { name: 'Unlock with a passkey' }).waitFor()
  return page.evaluate(
    () =>
      new Promise<number>(resolve => {
        new PerformanceObserver(list => {
          const [entry] = list.getEntriesByName('first-contentful-paint')
          if (entry !== undefined) resolve(entry.startTime)
        }).observe({ type: 'paint', buffered: true })
      }),
  )
}
