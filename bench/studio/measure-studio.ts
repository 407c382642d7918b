import { launchBrowser } from '#e2e/support/launch.ts'
import { startRelay, type Relay } from '#e2e/support/relay.ts'
import type { PasskeyStore } from '#e2e/support/software-passkey-store.ts'
import type { Browser } from 'playwright-core'
import type { Sizes } from '../sizes.ts'
import { median, percentile, type Figure } from '../figure.ts'
import type { TransferTimes } from '../harness/bench-api.ts'
import { openDevice, type Device } from './device.ts'

const setupToken = 'bench-setup-token'

type Studio = {
  readonly browser: Browser
  readonly relay: Relay
  readonly passkeys: PasskeyStore
  readonly first: Device
}

export type StudioPlace = { readonly relayEntry: string; readonly dataDir: string; readonly passkeys: PasskeyStore }

/**
 * Founds a studio, fills it, and measures what a person would wait for. `peerMs` is the peer's time for the smaller studio.
 * The full studio stays in the relay's data folder.
 */
export async function measureStudio(place: StudioPlace, sizes: Sizes, peerMs: number): Promise<Figure[]> {
  const { passkeys, relayEntry, dataDir } = place
  const relay = await startRelay({ entry: relayEntry, dataDir, setupToken })
  const browser = await launchBrowser()
  try {
    const first = await openDevice(browser, relay.origin, passkeys)
    const studio: Studio = { browser, relay, passkeys, first }
    await first.page.evaluate(token => window.bench.setUp(token), setupToken)
    const { small, large } = sizes
    await first.page.evaluate(count => window.bench.importCreators(0, count), small)
    const smallTransfers = await transfers(studio, small, sizes.runs)
    const importMs = await first.page.evaluate(([from, to]) => window.bench.importCreators(from, to - from), [
      small,
      large,
    ] as const)
    return [
      transferFigure(small, smallTransfers, peerMs),
      ...largeTransferFigures(large, await transfers(studio, large, sizes.runs)),
      perSecond(`import, audited and durable, at ${count(large)} creators`, large - small, importMs),
      ...(await measureFirstDevice(studio, large, sizes)),
      await measureLive(studio, large, sizes),
    ]
  } finally {
    await browser.close()
    await relay.dispose()
  }
}

async function transfers(studio: Studio, creators: number, runs: number): Promise<TransferTimes[]> {
  const all: TransferTimes[] = []
  for (let run = 0; run < runs; run++) {
    const fresh = await openDevice(studio.browser, studio.relay.origin, studio.passkeys)
    all.push(await fresh.page.evaluate(wanted => window.bench.signIn(wanted), creators))
    await fresh.close()
  }
  return all
}

function transferFigure(creators: number, times: readonly TransferTimes[], peer: number): Figure {
  const value = median(times.map(({ ms }) => ms))
  return {
    name: `${count(creators)} creators to a fresh device, through the relay`,
    value,
    unit: 'ms',
    target: peer / 10,
    better: 'lower',
    peer,
    ratio: peer / value,
  }
}

function largeTransferFigures(creators: number, times: readonly TransferTimes[]): Figure[] {
  const name = `${count(creators)} creators to a fresh device`
  const over = (pick: (time: TransferTimes) => number): number => median(times.map(pick))
  return [
    { name, value: over(({ ms }) => ms), unit: 'ms', target: 8_000, better: 'lower' },
    {
      name: `${name}: first rows shown`,
      value: over(time => time.firstRowsMs),
      unit: 'ms',
      target: null,
      better: 'lower',
    },
    {
      name: `${name}: steps of progress`,
      value: over(time => time.progressReports),
      unit: 'steps',
      target: 2,
      better: 'higher',
    },
  ]
}

async function measureFirstDevice({ first, relay }: Studio, creators: number, sizes: Sizes): Promise<Figure[]> {
  const at = `at ${count(creators)} creators`
  // The first few of everything are compiled while they run.
  await first.page.evaluate(times => window.bench.reconnect(times), 5)
  const before = apiRequests(relay)
  const reconnects = await first.page.evaluate(times => window.bench.reconnect(times), sizes.reconnects)
  const requests = (apiRequests(relay) - before) / sizes.reconnects
  const unlocks: number[] = []
  for (let run = 0; run < sizes.unlocks; run++) {
    await first.page.evaluate(() => window.bench.lock())
    unlocks.push(await first.page.evaluate(wanted => window.bench.unlock(wanted), creators))
  }
  await first.page.evaluate(times => window.bench.edit(times), 20)
  const edits = await first.page.evaluate(times => window.bench.edit(times), sizes.edits)
  return [
    { name: `reconnect with nothing new ${at}`, value: median(reconnects), unit: 'ms', target: 50, better: 'lower' },
    {
      name: `reconnect with nothing new ${at}: requests`,
      value: requests,
      unit: 'requests',
      target: 1,
      better: 'lower',
    },
    { name: `unlock to all rows queryable ${at}`, value: median(unlocks), unit: 'ms', target: 400, better: 'lower' },
    { name: `durable edit ${at}, median`, value: median(edits), unit: 'ms', target: 10, better: 'lower' },
    {
      name: `durable edit ${at}, 95th percentile`,
      value: percentile(edits, 0.95),
      unit: 'ms',
      target: null,
      better: 'lower',
    },
  ]
}

async function measureLive(studio: Studio, creators: number, sizes: Sizes): Promise<Figure> {
  const second = await openDevice(studio.browser, studio.relay.origin, studio.passkeys)
  await second.page.evaluate(wanted => window.bench.signIn(wanted), creators)
  const waits: number[] = []
  for (let run = 0; run < sizes.liveEdits; run++) {
    const place = [run * 13, `seen live ${run}`] as const
    const seen = second.page.evaluate(([position, tagline]) => window.bench.whenTagline(position, tagline), place)
    const asked = await studio.first.page.evaluate(
      ([position, tagline]) => window.bench.editTagline(position, tagline),
      place,
    )
    waits.push((await seen) - asked)
  }
  await second.close()
  return {
    name: 'an edit seen on another device, both online',
    value: median(waits),
    unit: 'ms',
    target: 150,
    better: 'lower',
  }
}

/** As the relay's own log counts them; the event stream is one request that is logged when it begins. */
function apiRequests(relay: Relay): number {
  return relay.output().match(/"event":"request"[^\n]*"route":"\/api\//g)?.length ?? 0
}

function perSecond(name: string, things: number, ms: number): Figure {
  return { name, value: things / (ms / 1000), unit: 'creators/s', target: null, better: 'higher' }
}

function count(creators: number): string {
  return creators.toLocaleString('en-GB')
}
