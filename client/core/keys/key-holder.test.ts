import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { assert } from '#shared/lang/assert.ts'
import { ok } from '#shared/lang/result.ts'
import type { StateResponse } from '#shared/protocol/api.ts'
import { startTestRelay, type TestRelay } from '#server/testing/test-relay.ts'
import { KeyHolder, vaultOpenMs } from './key-holder.ts'
import { openFoundedStudio, openSecondDevice, verifyByPasskey } from './testing/test-open-studio.ts'

let relay: TestRelay
let studio: Awaited<ReturnType<typeof openFoundedStudio>>
beforeEach(async () => {
  relay = await startTestRelay()
  studio = await openFoundedStudio(relay)
})
afterEach(() => relay.close())

async function presentState(): Promise<StateResponse> {
  const answer = await studio.profile.deps.relay.state()
  assert(answer.ok, 'a state')
  return answer.value
}

/** A holder whose relay answers what the test says. */
function holderServed(...answers: Promise<StateResponse>[]): KeyHolder {
  const { deps } = studio.profile
  let next = 0
  const state = async () => {
    const answer = answers[Math.min(next++, answers.length - 1)]
    assert(answer !== undefined, 'an answer')
    return ok(await answer)
  }
  return new KeyHolder({ ...deps, relay: { ...deps.relay, state } }, studio.founded.app, studio.founded.record)
}

describe('[K9] [S7] what the relay serves is held against what this device has', () => {
  test('an older state, a forged one or another studio’s key ring is refused, and nothing kept of it', async () => {
    const first = await presentState()
    const second = await openSecondDevice(relay, studio)
    await studio.holder.refreshState()
    const before = await studio.profile.deps.store.read()
    const present = await presentState()
    const forged = { ...present, signature: new Uint8Array(64) }
    for (const served of [first, forged, { ...present, keyring: new Uint8Array(9) }]) {
      const { deps } = studio.profile
      const hostile = { ...deps, relay: { ...deps.relay, state: async () => ok(served) } }
      const holder = new KeyHolder(hostile, studio.holder.app(), studio.holder.record())
      expect(await holder.refreshState()).toEqual({ ok: false, error: { kind: 'bad-state' } })
      expect(holder.app().state.sequence).toBe(2)
    }
    expect(await studio.profile.deps.store.read()).toEqual(before)
    expect(second.holder.app().state.sequence).toBe(2)
  })

  test('an answer that was overtaken never takes state or pin back', async () => {
    await openSecondDevice(relay, studio)
    const older = await presentState()
    await openSecondDevice(relay, studio)
    const newer = await presentState()
    const held = createHeld<StateResponse>()
    const holder = holderServed(held.promise, Promise.resolve(newer))
    const slow = holder.refreshState()
    expect(await holder.refreshState()).toEqual({ ok: true, value: null })
    held.resolve(older)
    await slow
    expect(holder.app().state.sequence).toBe(3)
    expect((await studio.profile.deps.store.read())?.pin.sequence).toBe(3)
  })

  test('two notes at once are both kept', async () => {
    await openSecondDevice(relay, studio)
    const holder = holderServed(Promise.resolve(await presentState()))
    await Promise.all([holder.refreshState(), holder.remember({ userHandle: 'a' }), holder.remember({ passkeys: [] })])
    expect(await studio.profile.deps.store.read()).toMatchObject({
      userHandle: 'a',
      passkeys: [],
      pin: { sequence: 2 },
    })
    expect(holder.record()).toMatchObject({ userHandle: 'a', passkeys: [], pin: { sequence: 2 } })
  })
})

function createHeld<Value>() {
  let resolve: (value: Value) => void = () => undefined
  const promise = new Promise<Value>(settle => {
    resolve = settle
  })
  return { promise, resolve }
}

test('[T6] the vault tier closes by the wall clock, also where the timer slept with the machine', async () => {
  await verifyByPasskey(studio, studio)
  expect(studio.holder.vault()).not.toBeNull()
  relay.pass(vaultOpenMs)
  expect(studio.holder.vault()).toBeNull()
  relay.pass(-vaultOpenMs)
  expect(studio.holder.vault()).toBeNull()
})
