import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { cpus, loadavg, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createPasskeyStore } from '#e2e/support/software-passkey-store.ts'
import { measureApp } from './app/measure-app.ts'
import { measureSize } from './app/measure-size.ts'
import { buildAll } from './build.ts'
import { isMet, median, type Figure } from './figure.ts'
import { runPeer } from './peer/run-peer.ts'
import { measureRelay } from './relay/measure-relay.ts'
import { fullSizes, quickSizes, type Sizes } from './sizes.ts'
import { measureStudio } from './studio/measure-studio.ts'
import { figuresToTable } from './table.ts'

/** `npm run bench [-- --quick] [--json FILE]`: measures, prints the table, and ends well even where a target is missed. */
const { values: options } = parseArgs({ options: { quick: { type: 'boolean' }, json: { type: 'string' } } })
const figures = await measureAll(options.quick === true ? quickSizes : fullSizes)
console.log(`\n${figuresToTable(figures)}\n`)
const missed = figures.filter(figure => !isMet(figure)).length
say(
  `load average ${loadavg()
    .map(load => load.toFixed(1))
    .join(' ')}: what else ran on this machine shows in the figures`,
)
console.log(missed === 0 ? 'All targets are met.' : `${missed} of the targets are MISSED.`)
if (options.json !== undefined) {
  await writeFile(options.json, figures.map(figure => `${JSON.stringify(figure)}\n`).join(''))
}

async function measureAll(sizes: Sizes): Promise<Figure[]> {
  const [processor] = cpus()
  const gigabytes = Math.round(totalmem() / 2 ** 30)
  say(`${cpus().length} × ${processor?.model ?? 'unknown processor'}, ${gigabytes} GB, Node ${process.version}`)
  say('building')
  const { harness, app } = await buildAll()
  const dataDir = await mkdtemp(join(tmpdir(), 'wavelaunch-bench-relay-'))
  const passkeys = createPasskeyStore()
  try {
    say('relay over HTTP')
    const relay = await measureRelay(harness.relayEntry, sizes.relayEntries)
    say(`automerge-repo and its sync server, ${sizes.small} documents`)
    const peerTimes: number[] = []
    for (let run = 0; run < sizes.peerRuns; run++) peerTimes.push(await runPeer(sizes.small))
    say(`its times: ${peerTimes.map(ms => `${Math.round(ms)} ms`).join(', ')}`)
    say('studio in Chromium')
    const studio = await measureStudio({ relayEntry: harness.relayEntry, dataDir, passkeys }, sizes, median(peerTimes))
    say('the built app')
    const screens = await measureApp(app.relayEntry, { dataDir, passkeys }, sizes)
    return [...studio, ...screens, measureSize(app.clientDir), ...relay]
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
}

function say(what: string): void {
  console.log(`· ${what}`)
}
