import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  canary,
  findMarker,
  findMarkerInExchanges,
  findMarkerInFolder,
  marker,
  readBrowserStorage,
} from './support/canary.ts'
import { addCreator, editField, importFile, expectCount, openCreator, searchFor } from './support/creators.ts'
import { expectNoErrors, wide } from './support/device.ts'
import { collectErrors, launchDiskProfile } from './support/launch.ts'
import { startRecordedRelay } from './support/recording-proxy.ts'
import { readWorkerHeaps } from './support/shared-workers.ts'
import { addSoftwarePasskeys } from './support/software-passkey.ts'
import { createPasskeyStore } from './support/software-passkey-store.ts'
import { finishSetUp, lock, makePasskeyAndKit, press, unlock, unlockWithKit, waitForSync } from './support/studio.ts'

/**
 * The studio is used for real, with a marker in everything that is typed, imported and searched for; then it is locked. Nothing that
 * is left, on the device or at the relay, shows the marker in any form.
 */
let directory: string
let context: BrowserContext
let page: Page
let errors: string[]
let code: string
let recorded: Awaited<ReturnType<typeof startRecordedRelay>>

const typed = canary(200)
const longFields = ['Positioning', 'Conversation notes', 'Internal notes', 'Tagline', 'Location']

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'wavelaunch-canaries-'))
  recorded = await startRecordedRelay()
  context = await launchDiskProfile(directory, { viewport: wide })
  errors = collectErrors(context)
  await addSoftwarePasskeys(context, createPasskeyStore())
  page = await context.newPage()
  code = await makePasskeyAndKit(page, recorded.relay)
  await finishSetUp(page, code)
  await importFile(page, { name: `${canary(0)}.csv`, content: canaryList() })
  await addCreator(page, {
    name: canary(201),
    email: `${canary(202)}@creators.example`,
    brand: typed,
    niche: canary(203),
  })
  for (const [index, label] of longFields.entries()) await editField(page, label, `${canary(204 + index)} and more`)
  await searchFor(page, canary(36))
  await expectCount(page, 1)
  await waitForSync(page, 'Synced')
})

afterAll(async () => {
  await context.close().catch(() => undefined)
  await recorded.stop()
  await rm(directory, { recursive: true, force: true })
  expectNoErrors(errors)
})

/** 180 markers in the columns that people import. */
function canaryList(): string {
  const columns = ['Name', 'Email', 'Brand', 'Niche', 'Tags', 'Conversation notes']
  const rows = Array.from({ length: 30 }, (_, row) => {
    const own = columns.map((_column, column) => canary(row * 6 + column + 1))
    return own.map((text, column) => (columns[column] === 'Email' ? `${text}@creators.example` : text)).join(',')
  })
  return [columns.join(','), ...rows].join('\n')
}

async function readPageHeap(): Promise<Buffer> {
  const session = await context.newCDPSession(page)
  const chunks: string[] = []
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk))
  await session.send('HeapProfiler.collectGarbage')
  await session.send('HeapProfiler.takeHeapSnapshot', {})
  await session.detach()
  return Buffer.from(chunks.join(''))
}

async function readWorkers(): Promise<Buffer> {
  const browser = context.browser()
  if (browser === null) throw new Error('a profile on the disk has a browser of its own')
  return Buffer.from(await readWorkerHeaps(browser))
}

describe('a studio full of markers', () => {
  test('while it is open, the search of memory finds them: it can find something', async () => {
    expect((await readWorkers()).includes(marker)).toBe(true)
    expect((await readPageHeap()).includes(marker)).toBe(true)
  })

  test('keeps none of them in the browser’s storage, open or locked', async () => {
    const whileOpen = await readBrowserStorage(page)
    expect([...whileOpen].flatMap(([place, content]) => findMarker(place, content))).toEqual([])
    await lock(page)
    const whileLocked = await readBrowserStorage(page)
    const places = [...whileLocked.keys()].join(' ')
    expect(places).toMatch(/IndexedDB wlos-data-.*\/entries/)
    expect(places).toMatch(/IndexedDB wlos-data-.*\/buckets/)
    expect([...whileLocked].flatMap(([place, content]) => findMarker(place, content))).toEqual([])
    const keys = [...whileLocked.values()].flatMap(
      content => content.toString('latin1').match(/(private|secret|public) extractable=(true|false)/g) ?? [],
    )
    expect(keys).toContain('private extractable=false')
    expect(keys.filter(key => /^(private|secret) extractable=true/.test(key))).toEqual([])
  })

  test('keeps none of them in memory once it is locked', async () => {
    expect(findMarker('worker', await readWorkers())).toEqual([])
    expect(findMarker('page', await readPageHeap())).toEqual([])
  })

  test('opens again with the passkey, and with the recovery kit', async () => {
    await unlock(page)
    await openCreator(page, typed)
    await lock(page)
    await unlockWithKit(page, code)
    await openCreator(page, typed)
    await page.getByText(canary(204)).first().waitFor()
    await waitForSync(page, 'Synced')
    await lock(page)
  })

  test('shows the relay none of them: not on the wire, on its disk, or in its output', async () => {
    const { relay, proxy } = recorded
    expect(proxy.exchanges.length).toBeGreaterThan(20)
    expect(findMarkerInExchanges(proxy.exchanges)).toEqual([])
    expect(findMarker('output', Buffer.from(relay.output()))).toEqual([])
    expect(await findMarkerInFolder(relay.dataDir)).toEqual([])
  })

  test('leaves none of them in the files of the browser’s profile', async () => {
    await press(page, 'Use recovery kit')
    await context.close()
    expect(await findMarkerInFolder(directory)).toEqual([])
  })
})
