import { afterEach, beforeEach, expect, test } from 'vitest'
import { limits } from '#shared/protocol/limits.ts'
import type { TestBrowser } from '../testing/test-browser.ts'
import {
  enrolSecondDevice,
  expectOk,
  foundTestStudio,
  push,
  revokedState,
  type TestFounder,
} from '../testing/test-founder.ts'
import { startTestRelay, type TestRelay } from '../testing/test-relay.ts'

let relay: TestRelay
let founder: TestFounder
beforeEach(async () => {
  relay = await startTestRelay()
  founder = await foundTestStudio(relay)
})
afterEach(() => relay.close())

/** Reads one event or comment at a time; null when the stream is over. */
async function openEvents(browser: TestBrowser) {
  const response = await browser.send('GET', '/api/events', null, {})
  expect(response.headers.get('content-type')).toContain('text/event-stream')
  const reader = response.body?.getReader()
  if (reader === undefined) throw new Error('no stream')
  const decoder = new TextDecoder()
  let text = ''
  return {
    async next(): Promise<string | null> {
      while (!text.includes('\n\n')) {
        const { done, value } = await reader.read()
        if (done) return null
        text += decoder.decode(value)
      }
      const end = text.indexOf('\n\n')
      const block = text.slice(0, end)
      text = text.slice(end + 2)
      return block
    },
    cancel: () => reader.cancel(),
  }
}

test('[R29] a stream starts with where things stand and tells when the log grows', async () => {
  const { studio, browser } = founder
  const events = await openEvents(browser)
  expect(await events.next()).toBe('event: head\ndata: {"head":0}')
  expect(await events.next()).toBe('event: state\ndata: {"sequence":1}')
  await push(browser, [studio.write(studio.device), studio.write(studio.device)])
  expect(await events.next()).toBe('event: head\ndata: {"head":2}')
  await events.cancel()
})

test('[R29] a stream gives a sign of life, and ends when its session does', async () => {
  const events = await openEvents(founder.browser)
  await events.next()
  await events.next()
  const beat = events.next()
  await settled()
  relay.pass(25_000)
  expect(await beat).toBe(': here')
  const end = events.next()
  await settled()
  relay.pass(limits.sessionIdleMs)
  expect(await end).toBe('event: end\ndata: {"reason":"expired"}')
  expect(await events.next()).toBeNull()
})

test('[R21] revoking a device ends its streams and tells the others of the new state', async () => {
  const { studio, browser } = founder
  const second = await enrolSecondDevice(founder)
  const present = studio.next(studio.first, { devices: [...studio.first.devices, studio.toStateDevice(second.device)] })
  const [theirs, mine] = [await openEvents(second.browser), await openEvents(browser)]
  for (const events of [theirs, mine]) for (let i = 0; i < 2; i++) await events.next()
  const revoked = studio.signState(revokedState(studio, present, second.device, { data: 0, audit: 0 }))
  await expectOk(browser.post('/api/state', { ...revoked, keyring: studio.keyring }))
  expect(await mine.next()).toBe('event: state\ndata: {"sequence":3}')
  expect(await theirs.next()).toBe('event: end\ndata: {"reason":"revoked"}')
  expect(await theirs.next()).toBeNull()
  await mine.cancel()
})

test('[R13] signing out ends the streams of that session only', async () => {
  const second = await enrolSecondDevice(founder)
  const [theirs, mine] = [await openEvents(second.browser), await openEvents(founder.browser)]
  for (const events of [theirs, mine]) for (let i = 0; i < 2; i++) await events.next()
  await expectOk(second.browser.post('/api/session/end'))
  expect(await theirs.next()).toBe('event: end\ndata: {"reason":"signed-out"}')
  await push(founder.browser, [founder.studio.write(founder.studio.device)])
  expect(await mine.next()).toBe('event: head\ndata: {"head":1}')
  await mine.cancel()
})

test('[R29] the ninth stream of a device takes the place of its oldest', async () => {
  const streams = []
  for (let i = 0; i < 9; i++) {
    const events = await openEvents(founder.browser)
    await events.next()
    await events.next()
    streams.push(events)
  }
  expect(await streams[0]?.next()).toBeNull()
  await push(founder.browser, [founder.studio.write(founder.studio.device)])
  expect(await streams[8]?.next()).toBe('event: head\ndata: {"head":1}')
  for (const events of streams) await events.cancel()
})

test('[R39] stopping the relay ends every stream and refuses new requests', async () => {
  const events = await openEvents(founder.browser)
  await events.next()
  await events.next()
  relay.stop()
  expect(await events.next()).toBe('event: end\ndata: {"reason":"shutting-down"}')
  expect(await events.next()).toBeNull()
  const answer = await founder.browser.get('/api/status')
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '2'])
  expect((await founder.browser.get('/readyz')).status).toBe(503)
})

/** Lets what is pending run, so that the stream waits again before time passes. */
async function settled(): Promise<void> {
  for (let i = 0; i < 5; i++) await new Promise(resolve => setImmediate(resolve))
}
