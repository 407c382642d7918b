import { afterEach, beforeEach, expect, test } from 'vitest'
import { limits } from '#shared/protocol/limits.ts'
import { createTestBrowser, errorCode } from '../testing/test-browser.ts'
import {
  creationOptions,
  enrolSecondDevice,
  foundTestStudio,
  push,
  runCeremony,
  startDeviceSession,
  type TestFounder,
} from '../testing/test-founder.ts'
import { startTestRelay, testSetupToken, type TestRelay } from '../testing/test-relay.ts'
import { hashToken } from './tokens.ts'

let relay: TestRelay
let founder: TestFounder
beforeEach(async () => {
  relay = await startTestRelay()
  founder = await foundTestStudio(relay)
})
afterEach(() => relay.close())

test('[R12] the cookie is host-bound, secure, unreadable for scripts and strictly same-site', async () => {
  const secure = await startTestRelay({ environment: { WLOS_ORIGIN: 'https://studio.example' } })
  const answer = await createTestBrowser(secure).post('/api/setup/token', { token: testSetupToken })
  expect(answer.headers.get('set-cookie')).toMatch(
    /^__Host-wlos-pre=[\w-]{43}; Path=\/; Max-Age=3600; HttpOnly; SameSite=Strict; Secure$/,
  )
  await secure.close()
  const plain = await createTestBrowser(relay).post('/api/session/challenge')
  expect(plain.headers.get('set-cookie')).toMatch(
    /^wlos-pre=[\w-]{43}; Path=\/; Max-Age=3600; HttpOnly; SameSite=Strict$/,
  )
})

test('[R12] no token is stored as it is', async () => {
  const token = founder.browser.cookies.get('wlos') ?? ''
  const rows = await relay.storage.db.selectFrom('sessions').selectAll().execute()
  expect(rows.map(row => row.token_hash)).toContain(hashToken(token))
  expect(JSON.stringify(rows)).not.toContain(token)
})

test('[R13] a session ends when nobody used it for too long, and in any case after its absolute limit', async () => {
  relay.pass(limits.sessionIdleMs)
  expect((await founder.browser.get('/api/state')).status).toBe(200)
  relay.pass(limits.sessionIdleMs + 1)
  expect(errorCode(await founder.browser.get('/api/state'))).toBe('not-signed-in')

  const busy = createTestBrowser(relay)
  await runCeremony(founder, busy, '/api/signin')
  const steps = Math.ceil(limits.sessionAbsoluteMs / limits.sessionIdleMs)
  const statuses = []
  for (let i = 0; i < steps; i++) {
    relay.pass(limits.sessionIdleMs)
    statuses.push((await busy.get('/api/state')).status)
  }
  expect(statuses.slice(0, -1).every(status => status === 200)).toBe(true)
  expect(statuses.at(-1)).toBe(401)
})

test('[R13] signing out ends the session at once and asks the browser to drop cookies, not data', async () => {
  const token = founder.browser.cookies.get('wlos') ?? ''
  const answer = await founder.browser.post('/api/session/end')
  expect([answer.status, answer.headers.get('clear-site-data')]).toEqual([204, '"cookies"'])
  expect(founder.browser.cookies.size).toBe(0)
  founder.browser.cookies.set('wlos', token)
  expect(errorCode(await founder.browser.get('/api/state'))).toBe('not-signed-in')
})

test('[R13] without a session nothing behind it answers', async () => {
  const browser = createTestBrowser(relay)
  for (const path of ['/api/state', '/api/passkeys', '/api/devices', '/api/log?after=0', '/api/events']) {
    expect((await browser.get(path)).status).toBe(401)
  }
  const posts = [
    '/api/stepup/options',
    '/api/session/end',
    '/api/session/enrol',
    '/api/passkeys',
    '/api/state',
    '/api/log',
  ]
  for (const path of posts) expect((await browser.post(path, {})).status).toBe(401)
  browser.cookies.set('wlos', 'A'.repeat(43))
  expect((await browser.get('/api/state')).status).toBe(401)
})

test('[R14] a step-up gives a new token; the old one serves what is under way and is fresh for nothing', async () => {
  const old = founder.browser.cookies.get('wlos') ?? ''
  expect((await runCeremony(founder, founder.browser, '/api/stepup')).status).toBe(204)
  expect(founder.browser.cookies.get('wlos')).not.toBe(old)
  const late = createTestBrowser(relay)
  late.cookies.set('wlos', old)
  expect((await late.get('/api/state')).status).toBe(200)
  expect(errorCode(await late.post('/api/passkeys/options'))).toBe('step-up-needed')
  relay.pass(10_000)
  expect(errorCode(await late.get('/api/state'))).toBe('not-signed-in')
  expect((await founder.browser.get('/api/state')).status).toBe(200)
})

test('[R15] a device signs itself in by its key; that is no fresh ceremony', async () => {
  const browser = createTestBrowser(relay)
  const { device } = founder.studio
  expect((await startDeviceSession(browser, relay.origin, device)).status).toBe(204)
  expect((await push(browser, [founder.studio.write(device)])).status).toBe(200)
  expect(errorCode(await browser.post('/api/passkeys/options'))).toBe('step-up-needed')
})

test('[R15] another key, another origin, a used or an old challenge start no session', async () => {
  const browser = createTestBrowser(relay)
  const { device } = founder.studio
  const stranger = founder.studio.newDevice()
  expect(errorCode(await startDeviceSession(browser, relay.origin, device, stranger))).toBe('device-unknown')
  expect(errorCode(await startDeviceSession(browser, relay.origin, stranger))).toBe('device-unknown')
  expect(errorCode(await startDeviceSession(browser, 'https://evil.example', device))).toBe('device-unknown')
  const challenge = (await browser.post('/api/session/challenge')).body['challenge']
  relay.pass(limits.challengeLifetimeMs)
  const late = await browser.post('/api/session/device', { device: device.id, challenge, signature: 'A'.repeat(86) })
  expect(errorCode(late)).toBe('challenge-expired')
  expect(browser.cookies.has('wlos')).toBe(false)
})

test('[R16] a session is bound to a device that the state lists, once', async () => {
  const { browser, device } = await enrolSecondDevice(founder)
  expect((await push(browser, [founder.studio.write(device)])).status).toBe(200)
  expect((await browser.post('/api/session/enrol', { device: device.id })).status).toBe(204)
  expect((await browser.post('/api/session/enrol', { device: founder.studio.device.id })).status).toBe(400)
  const stranger = founder.studio.newDevice()
  const fresh = createTestBrowser(relay)
  await runCeremony(founder, fresh, '/api/signin')
  expect(errorCode(await fresh.post('/api/session/enrol', { device: stranger.id }))).toBe('device-unknown')
  expect(errorCode(await readError(await push(fresh, [])))).toBe('device-unknown')
})

test('[R17] a fresh sign-in counts as a ceremony for five minutes', async () => {
  expect((await founder.browser.post('/api/passkeys/options')).status).toBe(200)
  relay.pass(limits.stepUpMs + 1)
  expect(errorCode(await founder.browser.post('/api/passkeys/options'))).toBe('step-up-needed')
  expect((await runCeremony(founder, founder.browser, '/api/stepup')).status).toBe(204)
  expect((await founder.browser.post('/api/passkeys/options')).status).toBe(200)
})

test('[R17] a failed step-up changes nothing', async () => {
  relay.pass(limits.stepUpMs + 1)
  const answer = await runCeremony(founder, founder.browser, '/api/stepup', { isUnverified: true })
  expect(errorCode(answer)).toBe('ceremony-failed')
  const wrong = await founder.browser.post('/api/stepup/recovery', { auth: 'A'.repeat(43) })
  expect(errorCode(wrong)).toBe('wrong-recovery-code')
  expect(errorCode(await founder.browser.post('/api/passkeys/options'))).toBe('step-up-needed')
})

test('[R18] passkeys are listed, added and removed, but never down to one method', async () => {
  const { browser, passkeys } = founder
  const [first] = passkeys.credentialIds()
  expect(errorCode(await browser.delete(`/api/passkeys/${first}`))).toBe('last-method')
  const options = await creationOptions(browser, '/api/passkeys/options')
  expect(options['excludeCredentials']).toEqual([expect.objectContaining({ id: first })])
  const added = await browser.post('/api/passkeys', { response: passkeys.create(options) })
  const info = { deviceType: 'multiDevice', backedUp: true, transports: ['internal', 'hybrid'] }
  expect(added.body).toMatchObject({ ...info, credentialId: passkeys.credentialIds()[1], lastUsedAt: null })
  expect((await browser.get('/api/passkeys')).body['passkeys']).toHaveLength(2)
  expect((await browser.delete(`/api/passkeys/${first}`)).status).toBe(204)
  expect(errorCode(await browser.delete(`/api/passkeys/${first}`))).toBe('not-found')
  const gone = await runCeremony(
    founder,
    createTestBrowser(relay),
    '/api/signin',
    first === undefined ? {} : { id: first },
  )
  expect(errorCode(gone)).toBe('ceremony-failed')
})

test('[R13] removing a passkey ends the sessions that it started, but the one that removes it', async () => {
  const { browser, passkeys } = founder
  const [first = ''] = passkeys.credentialIds()
  const options = await creationOptions(browser, '/api/passkeys/options')
  await browser.post('/api/passkeys', { response: passkeys.create(options) })
  const thief = createTestBrowser(relay)
  const other = createTestBrowser(relay)
  await runCeremony(founder, thief, '/api/signin', { id: first })
  await runCeremony(founder, other, '/api/signin', { id: passkeys.credentialIds()[1] ?? '' })
  expect((await thief.get('/api/log?after=0')).status).toBe(200)
  expect((await browser.delete(`/api/passkeys/${first}`)).status).toBe(204)
  expect(errorCode(await thief.get('/api/log?after=0'))).toBe('not-signed-in')
  for (const kept of [browser, other]) expect((await kept.get('/api/log?after=0')).status).toBe(200)
})

async function readError(response: Response) {
  const body: unknown = await response.json()
  return { status: response.status, headers: response.headers, body: { ...(typeof body === 'object' ? body : {}) } }
}
