import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startTestRelay, type TestRelay } from '#server/testing/test-relay.ts'
import { limits } from '#shared/protocol/limits.ts'
import { renewSession } from './key-holder.ts'
import { openFoundedStudio, openSecondDevice, verifyByPasskey } from './testing/test-open-studio.ts'

let relay: TestRelay
let studio: Awaited<ReturnType<typeof openFoundedStudio>>
beforeEach(async () => {
  relay = await startTestRelay()
  studio = await openFoundedStudio(relay)
})
afterEach(() => relay.close())

describe('[A8] devices', () => {
  test('are listed with what the relay saw of them, and without it when offline', async () => {
    await openSecondDevice(relay, studio)
    await studio.holder.refreshState()
    const listed = await studio.devices.list()
    expect(listed.map(device => device.thisDevice)).toEqual([true, false])
    expect(listed[1]?.lastIp).toBe('192.0.2.7')
    studio.profile.network.isUp = false
    expect((await studio.devices.list()).map(device => device.lastSeenAt)).toEqual([null, null])
  })

  test('a revoked one is refused everywhere, and does not come back', async () => {
    const second = await openSecondDevice(relay, studio)
    const lost = second.holder.record()
    await verifyByPasskey(studio, studio)
    await studio.holder.refreshState()
    expect(await studio.devices.revoke(lost.device)).toEqual({ ok: true, value: null })
    expect(await second.profile.deps.relay.state()).toMatchObject({ ok: false, error: { code: 'device-revoked' } })
    expect(await renewSession(second.profile.deps, lost)).toMatchObject({
      ok: false,
      error: { code: 'device-revoked' },
    })
    expect(await studio.devices.revoke(lost.device)).toEqual({ ok: false, error: { kind: 'no-such-method' } })
  })

  test('are revoked only after a fresh ceremony', async () => {
    const second = await openSecondDevice(relay, studio)
    await studio.holder.refreshState()
    studio.profile.pass(limits.stepUpMs + 1)
    const refused = await studio.devices.revoke(second.holder.record().device)
    expect(refused).toEqual({ ok: false, error: { kind: 'verify-first' } })
    expect(studio.holder.app().state.devices[1]?.revokedAt).toBeNull()
  })
})
