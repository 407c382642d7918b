import { afterEach, beforeEach, expect, test } from 'vitest'
import { assert } from '#shared/lang/assert.ts'
import { startTestRelay, testSetupToken, type TestRelay } from '#server/testing/test-relay.ts'
import { createTestBrowser } from '#server/testing/test-browser.ts'
import type { CoreEvent } from './api.ts'
import { Core } from './core.ts'
import { createTestPasskeys } from './keys/testing/test-passkeys.ts'
import { testNames } from './keys/testing/test-setup.ts'
import { FakeTime } from './testing/fake-timers.ts'
import { prepareAutomerge, randomBytes, testSuite } from './testing/test-devices.ts'

let relay: TestRelay
beforeEach(async () => {
  relay = await startTestRelay()
})
afterEach(() => relay.close())

/** One worker of a browser profile, whose key store all workers of this file share. */
function startWorker(options: { readonly initAutomerge?: () => Promise<void> } = {}) {
  const browser = createTestBrowser(relay)
  const time = new FakeTime(relay.clock.now())
  const events: CoreEvent[] = []
  const ended: string[] = []
  const suite = testSuite()
  const core = new Core({
    subtle: globalThis.crypto.subtle,
    random: randomBytes,
    now: time.now,
    timers: time.timers,
    fetch: (input, init) => {
      const { method = 'GET', body, headers } = init ?? {}
      const path = input instanceof Request ? input.url : input.toString()
      const text = typeof body === 'string' ? body : null
      return browser.send(method, path, text, Object.fromEntries(new Headers(headers)))
    },
    origin: relay.origin,
    initAutomerge: options.initAutomerge ?? prepareAutomerge,
    estimateStorage: async () => ({ usage: 0, quota: 1e9, persisted: true }),
    reportFault: () => undefined,
    deviceName: () => 'Laptop',
    argon2id: ({ password, salt }) => suite.hkdf(new Uint8Array(password), salt, new Uint8Array(1), 32),
    whenTabGone: () => new Promise(() => undefined),
    endWorker: () => void ended.push('ended'),
  })
  const api = core.api()
  const phases = () => events.flatMap(event => (event.kind === 'phase' ? [event.phase.kind] : []))
  const start = async (): Promise<void> => {
    await core.start()
    api.noteNetwork('offline')
    void api.attach(event => events.push(event), 'tab')
  }
  return { api, start, time, events, ended, phases }
}

type Worker = ReturnType<typeof startWorker>

async function found({ api }: Worker): Promise<string> {
  const passkeys = createTestPasskeys(relay.origin)
  await api.setup.checkToken(testSetupToken)
  const options = await api.setup.begin(testNames)
  assert(options.ok, 'creation options')
  const made = await api.setup.passkeyMade(passkeys.make(options.value))
  assert(made.ok, 'the passkey is taken')
  await api.setup.passkeyConfirmed(passkeys.assertWith(made.value.options, 'both'))
  const { code } = await api.setup.recoveryKit()
  const done = await api.setup.complete()
  assert(done.ok, 'founded')
  return code
}

test('[T4] a lock drops the studio, and no call reaches it any more', async () => {
  const worker = startWorker()
  await worker.start()
  await found(worker)
  expect(worker.phases().at(-1)).toBe('open')
  await worker.api.lock()
  expect([worker.phases().at(-1), worker.ended]).toEqual(['locked', ['ended']])
  expect(await worker.api.studio.execute({ kind: 'settings', values: { studioName: 'x' } })).toMatchObject({
    error: { kind: 'locked' },
  })
  expect(await worker.api.studio.audit({ before: null, limit: 9 })).toEqual([])
  await expect(worker.api.methods.newRecoveryKit()).resolves.toMatchObject({ error: { kind: 'verify-first' } })
  expect(worker.time.pending()).toBe(0)
  await worker.api.forgetDevice(true)
})

test('[T5] two tabs that unlock at once open one studio, and a lock meanwhile is kept', async () => {
  const first = startWorker()
  await first.start()
  const code = await found(first)
  await first.api.lock()

  const second = startWorker()
  await second.start()
  const opened = await Promise.all([second.api.unlock.withRecoveryCode(code), second.api.unlock.withRecoveryCode(code)])
  expect(opened.map(result => result.ok)).toEqual([true, true])
  const unlocks = (await second.api.studio.audit({ before: null, limit: 50 })).filter(
    ({ action }) => action === 'UNLOCK',
  )
  expect(unlocks).toHaveLength(1)
  expect(await second.api.signIn.withRecoveryCode(code)).toMatchObject({ ok: false })
  await second.api.lock()

  let go: () => void = () => undefined
  let isOpening: () => void = () => undefined
  const opening = new Promise<void>(resolve => (isOpening = resolve))
  const gate = new Promise<void>(resolve => (go = resolve))
  const third = startWorker({
    initAutomerge: () => {
      isOpening()
      return gate
    },
  })
  await third.start()
  const unlocking = third.api.unlock.withRecoveryCode(code)
  await opening
  await third.api.lock()
  go()
  await unlocking
  expect([third.phases().includes('open'), third.ended]).toEqual([false, ['ended']])
  await third.api.forgetDevice(true)
})
