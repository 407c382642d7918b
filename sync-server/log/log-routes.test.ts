import { afterEach, beforeEach, expect, test } from 'vitest'
import { PushResult } from '#shared/protocol/api.ts'
import { encodeEntry, encodeHeader } from '#shared/protocol/entry.ts'
import { encodeCbor } from '#shared/protocol/cbor.ts'
import { limits } from '#shared/protocol/limits.ts'
import { createTestBrowser } from '../testing/test-browser.ts'
import {
  enrolSecondDevice,
  expectOk,
  foundTestStudio,
  pull,
  push,
  revokedState,
  type TestFounder,
} from '../testing/test-founder.ts'
import { startTestRelay, type TestRelay } from '../testing/test-relay.ts'
import { createTestStudio } from '../testing/test-studio.ts'

let relay: TestRelay
let founder: TestFounder
beforeEach(async () => {
  relay = await startTestRelay()
  founder = await foundTestStudio(relay)
})
afterEach(() => relay.close())

async function results(pending: Promise<Response>) {
  const response = await pending
  expect(response.status).toBe(200)
  return PushResult.parse(await response.json())
}

async function outcomes(pending: Promise<Response>) {
  return (await results(pending)).results.map(result => (result.ok ? result.relaySequence : result.refusal))
}

test('[R22] entries get gapless sequences over devices and lanes, and come back byte for byte', async () => {
  const { studio, browser } = founder
  const second = await enrolSecondDevice(founder)
  const mine = [
    studio.write(studio.device),
    studio.write(studio.device, { lane: 'audit' }),
    studio.write(studio.device),
  ]
  const theirs = [studio.write(second.device), studio.write(second.device)]
  expect(await outcomes(push(browser, mine))).toEqual([1, 2, 3])
  expect(await outcomes(push(second.browser, theirs))).toEqual([4, 5])
  const page = await pull(browser, 'after=0')
  expect([page.head, page.stateSequence]).toEqual([5, 2])
  expect(page.entries.map(entry => entry.bytes)).toEqual([...mine, ...theirs])
  expect(page.entries.map(entry => entry.ip)).toEqual(mine.concat(theirs).map(() => '192.0.2.7'))
})

test('[R22] many devices pushing at once leave no gap', async () => {
  const { studio, browser } = founder
  const second = await enrolSecondDevice(founder)
  const pushes = Array.from({ length: 20 }, (_, i) => {
    const isMine = i % 2 === 0
    const { device, from } = isMine
      ? { device: studio.device, from: browser }
      : { device: second.device, from: second.browser }
    return push(from, [studio.write(device), studio.write(device)])
  })
  await Promise.all(pushes)
  const { entries, head } = await pull(browser, 'after=0')
  expect(entries.map(entry => entry.relaySequence)).toEqual(Array.from({ length: head }, (_, i) => i + 1))
})

test('[R23] a batch whose answer was lost gets the same answer again, after a restart too', async () => {
  const { studio, browser } = founder
  const batch = [studio.write(studio.device), studio.write(studio.device)]
  const first = await results(push(browser, batch))
  relay.pass(5_000)
  expect(await results(push(browser, batch))).toEqual(first)
  expect(await outcomes(push(browser, [...batch, studio.write(studio.device)]))).toEqual([1, 2, 3])

  const restarted = await startTestRelay({ folder: relay.folder })
  const after = { ...createTestBrowser(restarted), cookies: new Map() }
  expect(after.cookies.size).toBe(0)
  const returning = createTestBrowser(restarted)
  for (const [name, value] of browser.cookies) returning.cookies.set(name, value)
  expect((await results(push(returning, batch))).results).toEqual(first.results)
  restarted.stop()
  await restarted.storage.close()
})

test('[R23] the same entry twice in one batch is one entry', async () => {
  const { studio, browser } = founder
  const entry = studio.write(studio.device)
  expect(await outcomes(push(browser, [entry, entry]))).toEqual([1, 1])
})

test('[R24] bad signatures, foreign workspaces and unknown authors are refused', async () => {
  const { studio, browser } = founder
  const other = createTestStudio('other')
  const stranger = studio.newDevice()
  expect(await outcomes(push(browser, [studio.write(studio.newDevice(), { signer: stranger })]))).toEqual([
    'foreign-device',
  ])
  expect(await outcomes(push(browser, [studio.write(stranger)]))).toEqual(['foreign-device'])
  expect(await outcomes(push(browser, [other.write(other.device)]))).toEqual(['foreign-workspace'])
  expect(await outcomes(push(browser, [studio.write(studio.device, { signer: stranger })]))).toEqual(['bad-signature'])
  expect((await pull(browser, 'after=0')).head).toBe(0)
})

test('[R24] unknown versions and malformed bytes are refused one by one', async () => {
  const { studio, browser } = founder
  const header = encodeCbor([99, 'from the future'])
  const future = encodeEntry({ headerBytes: header, body: new Uint8Array(3), signature: new Uint8Array(64) })
  const nonsense = new Uint8Array([1, 2, 3])
  const good = studio.write(studio.device)
  const large = new Uint8Array(limits.entryBytes + 1)
  expect(await outcomes(push(browser, [future, nonsense, large, good]))).toEqual([
    'unknown-version',
    'malformed',
    'too-large',
    1,
  ])
})

test('[R24] a gap, a fork at the tip and a fork behind it are refused', async () => {
  const { studio, browser } = founder
  const [one, two] = [studio.write(studio.device), studio.write(studio.device)]
  const tip = studio.device.tips.data.id
  expect(await outcomes(push(browser, [one, two]))).toEqual([1, 2])
  expect(await outcomes(push(browser, [studio.write(studio.device, { sequence: 4 })]))).toEqual(['broken-chain'])
  expect(await outcomes(push(browser, [studio.write(studio.device, { sequence: 1, previous: null })]))).toEqual([
    'fork',
  ])
  const forkAtTip = studio.write(studio.device, { sequence: 2, previous: new Uint8Array(32) })
  expect(await outcomes(push(browser, [forkAtTip]))).toEqual(['fork'])
  const wrongPrevious = studio.write(studio.device, { sequence: 3, previous: new Uint8Array(32) })
  expect(await outcomes(push(browser, [wrongPrevious]))).toEqual(['fork'])
  expect(await outcomes(push(browser, [studio.write(studio.device, { sequence: 3, previous: tip })]))).toEqual([3])
})

test('[R24] of a revoked device the entries up to its last sequence may still be published by others', async () => {
  const { studio, browser } = founder
  const second = await enrolSecondDevice(founder)
  const present = studio.next(studio.first, { devices: [...studio.first.devices, studio.toStateDevice(second.device)] })
  const kept = studio.write(second.device)
  const late = studio.write(second.device)
  const signed = studio.signState(revokedState(studio, present, second.device, { data: 1, audit: 0 }))
  await expectOk(browser.post('/api/state', { ...signed, keyring: studio.keyring }))
  expect(await outcomes(push(browser, [kept, late]))).toEqual([1, 'foreign-device'])
})

test('[R25] after a refusal its lane waits, other lanes go on', async () => {
  const { studio, browser } = founder
  const stranger = studio.newDevice()
  const batch = [
    studio.write(studio.device),
    studio.write(studio.device, { signer: stranger }),
    studio.write(studio.device, { lane: 'audit' }),
    studio.write(studio.device),
    studio.write(studio.device, { lane: 'audit' }),
  ]
  expect(await outcomes(push(browser, batch))).toEqual([1, 'bad-signature', 2, 'broken-chain', 3])
})

test('[R26] too many entries and too many bytes are refused whole', async () => {
  const { studio, browser } = founder
  const many = Array.from({ length: limits.batchEntries + 1 }, () => new Uint8Array(1))
  expect((await push(browser, many)).status).toBe(413)
  const body = new Uint8Array(limits.entryBytes - 300)
  const large = Array.from({ length: 5 }, () => studio.write(studio.device, { body }))
  expect((await push(browser, large)).status).toBe(413)
  expect((await pull(browser, 'after=0')).head).toBe(0)
  expect(await outcomes(push(browser, large.slice(0, 3)))).toEqual([1, 2, 3])
})

test('[R26] a body that is no CBOR batch, or no CBOR at all, is refused', async () => {
  const type = { 'content-type': 'application/cbor' }
  const answers = [
    await founder.browser.send('POST', '/api/log', new Uint8Array([0xff, 1]), type),
    await founder.browser.send('POST', '/api/log', encodeCbor({ entries: [] }), type),
    await founder.browser.send('POST', '/api/log', '[]', { 'content-type': 'application/json' }),
  ]
  expect(answers.map(answer => answer.status)).toEqual([400, 400, 415])
})

test('[R26] a header that decodes to no entry is malformed, never a failure', async () => {
  const { studio, browser } = founder
  const good = encodeHeader({
    version: 1,
    workspace: studio.workspace,
    kind: 'change',
    stream: studio.device.id as never,
    device: studio.device.id,
    lane: 'data',
    sequence: 1,
    previous: null,
    frontier: [],
    epoch: 1,
    time: 1,
  })
  const entry = encodeEntry({ headerBytes: good, body: new Uint8Array(), signature: new Uint8Array(64) })
  expect(await outcomes(push(browser, [entry.slice(0, -1)]))).toEqual(['malformed'])
  expect(await outcomes(push(browser, [entry]))).toEqual(['bad-signature'])
})

test('[R27] a full disk says so, loses nothing, and reading goes on', async () => {
  const { studio, browser } = founder
  expect(await outcomes(push(browser, [studio.write(studio.device)]))).toEqual([1])
  const pages = await relay.limitPages(4)
  const large = studio.write(studio.device, { body: new Uint8Array(500_000) })
  const answer = await push(browser, [large])
  expect(answer.status).toBe(507)
  expect((await pull(browser, 'after=0')).entries).toHaveLength(1)
  await relay.limitPages(pages)
  expect(await outcomes(push(browser, [large]))).toEqual([2])
})

test('[R28] pages follow the cursor, within the limit asked for and the limit in bytes', async () => {
  const { studio, browser } = founder
  await push(
    browser,
    Array.from({ length: 10 }, () => studio.write(studio.device)),
  )
  const body = new Uint8Array(900_000)
  for (let i = 0; i < 3; i++)
    await push(
      browser,
      [1, 2, 3].map(() => studio.write(studio.device, { body })),
    )
  const seen = []
  let pages = 0
  for (let after = 0; after < 19; pages += 1) {
    const response = await browser.send('GET', `/api/log?after=${after}&limit=8`, null, {})
    const bytes = new Uint8Array(await response.arrayBuffer())
    expect(bytes.length).toBeLessThanOrEqual(limits.batchBytes)
    const page = await pull(browser, `after=${after}&limit=8`)
    expect(page.entries.length).toBeGreaterThan(0)
    expect(page.entries.length).toBeLessThanOrEqual(8)
    seen.push(...page.entries.map(entry => entry.relaySequence))
    after = seen.at(-1) ?? 19
  }
  expect(seen).toEqual(Array.from({ length: 19 }, (_, i) => i + 1))
  expect(pages).toBeGreaterThan(3)
  expect((await pull(browser, 'after=19')).entries).toEqual([])
})

test.each(['after=-1', 'after=x', 'limit=5', 'after=0&limit=0', 'after=0&limit=5001', 'after=0.5', 'after=1e400'])(
  '[R28] the query %s is refused',
  async query => {
    expect((await founder.browser.get(`/api/log?${query}`)).status).toBe(400)
  },
)
