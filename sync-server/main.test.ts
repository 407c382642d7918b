import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { PushResult } from '#shared/protocol/api.ts'
import type { Bytes } from '#shared/protocol/bytes.ts'
import { startRelayProcess, type RelayProcess } from './testing/relay-process.ts'
import { relayOverHttp } from './testing/test-browser.ts'
import { foundTestStudio, pull, push, type TestFounder } from './testing/test-founder.ts'
import { testSetupToken } from './testing/test-relay.ts'

const port = 18_710
const origin = `http://localhost:${port}`
let folder: string
let processes: RelayProcess[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wlos-main-'))
  processes = []
})
afterEach(async () => {
  for (const { child } of processes) child.kill('SIGKILL')
  await Promise.all(processes.map(started => started.ended()))
  rmSync(folder, { recursive: true })
})

function start(environment: Record<string, string> = {}): RelayProcess {
  const data = join(folder, 'data')
  const started = startRelayProcess({
    PORT: String(port),
    WLOS_DATA_DIR: data,
    WLOS_SETUP_TOKEN: testSetupToken,
    ...environment,
  })
  processes.push(started)
  return started
}

test('[R38] the relay starts, prints a set-up token of its own, and answers', async () => {
  const relay = start({ WLOS_SETUP_TOKEN: '' })
  await relay.printed('Set-up token: ')
  expect(relay.output()).toMatch(/^Set-up token: [\w-]{43}$/m)
  expect(await (await fetch(`${origin}/healthz`)).json()).toEqual({ ok: true })
}, 20_000)

test('[R39] SIGTERM ends streams, lets the relay finish, and exits with 0; the next start finds all', async () => {
  const relay = start()
  await relay.printed('Set-up token: ')
  const founder = await foundTestStudio(relayOverHttp(origin))
  await push(founder.browser, [founder.studio.write(founder.studio.device)])
  const events = await founder.browser.send('GET', '/api/events', null, {})
  const running = founder.browser.send('GET', '/api/log?after=0', null, {})
  relay.child.kill('SIGTERM')
  expect(await events.text()).toContain('event: end\ndata: {"reason":"shutting-down"}')
  expect([200, 503]).toContain((await running).status)
  expect(await relay.ended()).toBe(0)
  expect(relay.errors()).toBe('')
  expect(relay.output()).not.toContain('"failure"')

  const again = start()
  await again.printed(`Wavelaunch Studio OS at ${origin}`)
  expect((await pull(founder.browser, 'after=0')).entries).toHaveLength(1)
  expect(again.output()).not.toContain('Set-up token')
}, 30_000)

test('[R23] killed at any moment of a push, the relay loses nothing that it acknowledged and doubles nothing', async () => {
  const first = start()
  await first.printed('Set-up token: ')
  const founder = await foundTestStudio(relayOverHttp(origin))
  const { studio } = founder
  const batches = Array.from({ length: 60 }, () => [1, 2, 3].map(() => studio.write(studio.device)))
  const acknowledged: number[] = []
  const pushing = (async () => {
    for (const batch of batches) {
      acknowledged.push(...(await pushOnce(founder, batch)))
      if (acknowledged.length === 30) first.child.kill('SIGKILL')
    }
  })()
  await expect(pushing).rejects.toThrow()
  expect(await first.ended()).toBe('SIGKILL')

  await start().printed('Wavelaunch Studio OS at')
  const all: number[] = []
  for (const batch of batches) all.push(...(await pushOnce(founder, batch)))
  expect(all).toEqual(batches.flat().map((_, i) => i + 1))
  expect(all.slice(0, acknowledged.length)).toEqual(acknowledged)
  const page = await pull(founder.browser, 'after=0')
  expect(page.entries.map(entry => entry.bytes)).toEqual(batches.flat())
}, 30_000)

async function pushOnce({ browser }: TestFounder, batch: readonly Bytes[]): Promise<number[]> {
  const { results } = PushResult.parse(await (await push(browser, batch)).json())
  return results.map(result => (result.ok ? result.relaySequence : -1))
}

test('[R38] a second relay on the same data is refused, and gets in once the first was killed', async () => {
  const first = start()
  await first.printed('Set-up token: ')
  const second = start({ PORT: String(port + 1) })
  expect(await second.ended()).toBe(1)
  expect(second.errors()).toMatch(/^Another relay is using .+\n$/)
  first.child.kill('SIGKILL')
  await first.ended()
  await start({ PORT: String(port + 1) }).printed('Set-up token: ')
}, 30_000)

test('[R38] a port in use is told in one line', async () => {
  await start().printed('Set-up token: ')
  const second = start({ WLOS_DATA_DIR: join(folder, 'other') })
  expect(await second.ended()).toBe(1)
  expect(second.errors()).toBe(`Port ${port} on 127.0.0.1 is in use: set PORT to another one.\n`)
}, 20_000)

test('[R38] a folder that cannot be used and a wrong setting are told in one line', async () => {
  const file = join(folder, 'file')
  writeFileSync(file, '')
  const [badFolder, badSetting] = [start({ WLOS_DATA_DIR: file }), start({ WLOS_ORIGIN: 'studio' })]
  expect([await badFolder.ended(), await badSetting.ended()]).toEqual([1, 1])
  expect(badFolder.errors()).toMatch(/^Cannot use the data folder .+\n$/)
  expect(badSetting.errors()).toMatch(/^WLOS_ORIGIN must be .+\n$/)
}, 20_000)
