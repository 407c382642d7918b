import { afterEach, beforeEach, expect, test } from 'vitest'
import { bytesToBase64url } from '#shared/protocol/bytes.ts'
import { limits } from '#shared/protocol/limits.ts'
import type { WorkspaceState } from '#shared/protocol/state.ts'
import { createTestBrowser, errorCode } from '../testing/test-browser.ts'
import {
  enrolSecondDevice,
  foundTestStudio,
  push,
  revokedState,
  runCeremony,
  startDeviceSession,
  type TestFounder,
} from '../testing/test-founder.ts'
import { startTestRelay, type TestRelay } from '../testing/test-relay.ts'
import { createTestStudio, sha256Text } from '../testing/test-studio.ts'

let relay: TestRelay
let founder: TestFounder
beforeEach(async () => {
  relay = await startTestRelay()
  founder = await foundTestStudio(relay)
})
afterEach(() => relay.close())

function postState(state: WorkspaceState, more: Record<string, unknown> = {}) {
  const { browser, studio } = founder
  return browser.post('/api/state', { ...studio.signState(state), keyring: studio.keyring, ...more })
}

test('[R19] the signed successor replaces the state and the key ring', async () => {
  const { studio, browser } = founder
  const next = studio.next(studio.first, { time: 9 })
  expect((await postState(next)).status).toBe(204)
  expect((await browser.get('/api/state')).body).toEqual({ ...studio.signState(next), keyring: studio.keyring })
})

test('[R19] of two states that follow the same one, the second is a conflict', async () => {
  const { studio } = founder
  expect((await postState(studio.next(studio.first, { time: 9 }))).status).toBe(204)
  const answer = await postState(studio.next(studio.first, { time: 10 }))
  expect([answer.status, errorCode(answer)]).toEqual([409, 'state-conflict'])
  const foreignPast = { ...studio.next(studio.first, { time: 11 }), sequence: 3 }
  expect(errorCode(await postState(foreignPast))).toBe('state-conflict')
})

test('[R19] two at the same moment: one wins, one conflicts', async () => {
  const { studio } = founder
  const answers = await Promise.all([9, 10, 11].map(time => postState(studio.next(studio.first, { time }))))
  expect(answers.map(answer => answer.status).sort((a, b) => a - b)).toEqual([204, 409, 409])
})

test('[R19] the present state again is a success: its answer may have been lost', async () => {
  const { studio } = founder
  const next = studio.next(studio.first, { time: 9 })
  expect((await postState(next)).status).toBe(204)
  expect((await postState(next)).status).toBe(204)
})

test('[R20] a state that the member did not sign, or that rewrites who is who, is invalid', async () => {
  const { studio } = founder
  const other = createTestStudio('other')
  const [member] = studio.first.members
  const [device] = studio.first.devices
  if (member === undefined || device === undefined) throw new Error('the first state has both')
  const next = (change: Partial<WorkspaceState>) => studio.next(studio.first, change)
  const invalid = [
    next({ workspace: other.workspace }),
    next({ signer: other.member }),
    next({ members: [{ ...member, identityKey: other.identity.publicKey }] }),
    next({ devices: [] }),
    next({ devices: [{ ...device, signKey: other.device.publicKey }] }),
    next({ devices: [device, device] }),
    next({ devices: [device, { ...studio.toStateDevice(studio.newDevice()), member: other.member }] }),
  ]
  for (const state of invalid) {
    const answer = await postState(state)
    expect([answer.status, errorCode(answer)]).toEqual([422, 'state-invalid'])
  }
  const forged = studio.signState(next({ time: 9 }), other.identity)
  expect(errorCode(await founder.browser.post('/api/state', { ...forged, keyring: studio.keyring }))).toBe(
    'state-invalid',
  )
})

test('[R17] what guards the studio changes only after a fresh ceremony', async () => {
  const { studio } = founder
  relay.pass(limits.stepUpMs + 1)
  const methods = [...studio.first.methods]
  const [method] = methods
  if (method === undefined) throw new Error('there is a method')
  const guarded = [
    studio.next(studio.first, { methods: [...methods, { ...method, id: studio.newMethodId() }] }),
    revokedState(studio, studio.first, studio.device, { data: 0, audit: 0 }),
    studio.next(studio.first, { devices: [...studio.first.devices, studio.toStateDevice(studio.newDevice())] }),
  ]
  for (const state of guarded) expect(errorCode(await postState(state))).toBe('step-up-needed')
  expect((await postState(studio.next(studio.first, { time: 9 }))).status).toBe(204)
})

test('[R17] another key ring is a change of keys: it needs a fresh ceremony whatever the state says', async () => {
  const { studio, browser } = founder
  relay.pass(limits.stepUpMs + 1)
  const keyring = bytesToBase64url(studio.random(64))
  expect(errorCode(await postState(studio.next(studio.first, { time: 9 }), { keyring }))).toBe('step-up-needed')
  expect((await browser.get('/api/state')).body).toMatchObject({ keyring: studio.keyring })
  await runCeremony(founder, browser, '/api/stepup')
  expect((await postState(studio.next(studio.first, { time: 9 }), { keyring })).status).toBe(204)
  expect((await browser.get('/api/state')).body).toMatchObject({ keyring })
})

test('[R18] at least two methods remain', async () => {
  const { studio } = founder
  const next = studio.next(studio.first, { methods: studio.first.methods.slice(0, 1) })
  const answer = await postState(next)
  expect([answer.status, errorCode(answer)]).toEqual([409, 'last-method'])
})

test('[R19] a new recovery key takes the place of the old one, with the state that lists it', async () => {
  const { studio } = founder
  const method = studio.newMethodId()
  const auth = studio.random(32)
  const methods = studio.first.methods.map(known => (known.kind === 'recovery' ? { ...known, id: method } : known))
  const recovery = { method, authHash: sha256Text(auth) }
  const byOldKey = createTestBrowser(relay)
  await byOldKey.post('/api/signin/recovery', { auth: bytesToBase64url(studio.recoveryAuth) })
  expect(errorCode(await postState(studio.next(studio.first, { time: 9 }), { recovery }))).toBe('state-invalid')
  expect((await postState(studio.next(studio.first, { methods }), { recovery })).status).toBe(204)
  expect(errorCode(await byOldKey.get('/api/state'))).toBe('not-signed-in')
  const signIn = (key: Uint8Array) =>
    createTestBrowser(relay).post('/api/signin/recovery', { auth: bytesToBase64url(key) })
  expect(errorCode(await signIn(studio.recoveryAuth))).toBe('wrong-recovery-code')
  expect((await signIn(auth)).status).toBe(200)
})

test('[R19] a recovery method that the state no longer lists lets nobody in', async () => {
  const { studio } = founder
  const [passkey] = studio.first.methods
  if (passkey === undefined) throw new Error('there is a method')
  const methods = [passkey, { ...passkey, id: studio.newMethodId() }]
  expect((await postState(studio.next(studio.first, { methods }))).status).toBe(204)
  const answer = await createTestBrowser(relay).post('/api/signin/recovery', {
    auth: bytesToBase64url(studio.recoveryAuth),
  })
  expect(errorCode(answer)).toBe('wrong-recovery-code')
})

test('[R21] a revoked device is out everywhere at once, and stays out', async () => {
  const { studio } = founder
  const second = await enrolSecondDevice(founder)
  const present = studio.next(studio.first, { devices: [...studio.first.devices, studio.toStateDevice(second.device)] })
  const kept = studio.write(second.device)
  expect((await push(second.browser, [kept])).status).toBe(200)
  expect((await second.browser.get('/api/log?after=0')).status).toBe(200)
  const revoked = revokedState(studio, present, second.device, { data: 1, audit: 0 })
  expect((await postState(revoked)).status).toBe(204)

  for (const path of ['/api/log?after=0', '/api/state', '/api/events', '/api/devices']) {
    const answer = await second.browser.get(path)
    expect([answer.status, errorCode(answer)]).toEqual([403, 'device-revoked'])
  }
  expect((await push(second.browser, [studio.write(second.device)])).status).toBe(403)
  const again = createTestBrowser(relay)
  expect(errorCode(await startDeviceSession(again, relay.origin, second.device))).toBe('device-revoked')
  await runCeremony(founder, again, '/api/signin')
  expect(errorCode(await again.post('/api/session/enrol', { device: second.device.id }))).toBe('device-revoked')

  const [device] = revoked.devices.slice(1)
  if (device === undefined) throw new Error('the second device is listed')
  const comeback = studio.next(revoked, { devices: [...studio.first.devices, { ...device, revokedAt: null }] })
  expect(errorCode(await postState(comeback))).toBe('state-invalid')
})

test('[R21] devices are listed with when and where they were last seen', async () => {
  await founder.browser.get('/api/state')
  relay.pass(60_000)
  await founder.browser.get('/api/state')
  const { devices } = (await founder.browser.get('/api/devices')).body
  expect(devices).toEqual([{ id: founder.studio.device.id, lastSeenAt: relay.clock.now(), lastIp: '192.0.2.7' }])
})
