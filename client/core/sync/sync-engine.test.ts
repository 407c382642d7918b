import { expect, test, vi } from 'vitest'
import { err, ok, type Result } from '#shared/lang/result.ts'
import type { SyncState } from '../api.ts'
import {
  addDevice,
  allRows,
  createCreator,
  createTestStudio,
  TestLog,
  type TestDevice,
} from '../testing/test-devices.ts'
import { FakeTime } from '../testing/fake-timers.ts'
import type { RelayEvent, RelayFailure, RelayLog } from './relay-log.ts'
import { SyncEngine } from './sync-engine.ts'

const values = { creatorName: 'Ana Lim', creatorEmail: 'ana@example.com', brandName: 'Tide', brandNiche: 'Surf' }

/** The log behind the relay's interface, with the network in the test's hand. */
class TestWire implements RelayLog {
  readonly log: TestLog
  failure: RelayFailure | null = null
  isAnswerLost = false
  requests: string[] = []
  readonly #listeners = new Set<(event: RelayEvent) => void>()

  constructor(log: TestLog) {
    this.log = log
  }

  async push(entries: readonly Uint8Array<ArrayBuffer>[]) {
    this.requests.push('push')
    if (this.failure !== null) return err(this.failure)
    const sequences = this.log.receive(entries)
    for (const listener of this.#listeners) listener({ kind: 'head', head: this.log.entries.length })
    if (this.isAnswerLost) return err({ kind: 'unreachable' } as const)
    return ok({
      results: sequences.map(relaySequence => ({
        ok: true as const,
        relaySequence,
        receivedAt: Date.UTC(2026, 10, 20, 9),
      })),
      head: this.log.entries.length,
    })
  }

  async pull(after: number, limit: number) {
    this.requests.push('pull')
    return this.failure === null ? ok(this.log.page(after, limit)) : err(this.failure)
  }

  events(
    on: { open: () => void; event: (event: RelayEvent) => void },
    signal: AbortSignal,
  ): Promise<Result<null, RelayFailure>> {
    this.#listeners.add(on.event)
    on.open()
    return new Promise(resolve => signal.addEventListener('abort', () => resolve(ok(null))))
  }

  say(event: RelayEvent): void {
    for (const listener of this.#listeners) listener(event)
  }
}

function engineFor(
  device: TestDevice,
  wire: TestWire,
  time: FakeTime,
  options: {
    isOnline?: () => boolean
    renew?: () => Promise<Result<null, RelayFailure>>
    refreshState?: () => Promise<Result<null, RelayFailure>>
  } = {},
) {
  const states: SyncState[] = []
  const faults: unknown[] = []
  const engine = new SyncEngine({
    log: wire,
    session: {
      renew: options.renew ?? (async () => ok(null)),
      refreshState: options.refreshState ?? (async () => ok(null)),
    },
    outbox: {
      next: limit => device.journal.outbox(limit),
      waiting: () => device.journal.waiting(),
      changesWaiting: () => device.journal.changesWaiting(),
      acknowledge: (entries, sequences) => device.journal.acknowledge(entries, sequences),
    },
    intake: device.intake,
    timers: time.timers,
    now: time.now,
    random: () => 0.5,
    isOnline: options.isOnline ?? (() => true),
    onState: state => states.push(state),
    onClock: () => undefined,
    onSynced: () => undefined,
    reportFault: (_, error) => faults.push(error),
  })
  return { engine, states, faults }
}

async function reach(states: readonly SyncState[], kind: SyncState['kind']): Promise<void> {
  await vi.waitFor(() => expect(states.at(-1)?.kind).toBe(kind))
}

test('[Y1] two online devices see each other’s work without a hand on them', async () => {
  const studio = await createTestStudio()
  const [laptop, phone] = [await addDevice(studio), await addDevice(studio)]
  const wire = new TestWire(new TestLog())
  const time = new FakeTime()
  const [one, two] = [engineFor(laptop, wire, time), engineFor(phone, wire, time)]
  one.engine.start()
  two.engine.start()
  await Promise.all([reach(one.states, 'synced'), reach(two.states, 'synced')])
  await createCreator(laptop, values)
  one.engine.nudge()
  await vi.waitFor(() => expect(allRows(phone)).toHaveLength(1))
  expect(allRows(phone)).toEqual(allRows(laptop))
  one.engine.stop()
  two.engine.stop()
  expect([...one.faults, ...two.faults]).toEqual([])
})

test('a reconnection with nothing new is one request', async () => {
  const studio = await createTestStudio()
  const device = await addDevice(studio)
  const wire = new TestWire(new TestLog())
  const { engine, states } = engineFor(device, wire, new FakeTime())
  engine.start()
  await reach(states, 'synced')
  expect(wire.requests).toEqual(['pull'])
  engine.stop()
})

test('[Y9] offline, changes wait and are counted; online, they go', async () => {
  const studio = await createTestStudio()
  const device = await addDevice(studio)
  const wire = new TestWire(new TestLog())
  let isOnline = false
  const { engine, states } = engineFor(device, wire, new FakeTime(), { isOnline: () => isOnline })
  await createCreator(device, values)
  engine.start()
  await reach(states, 'offline')
  expect(states.at(-1)).toEqual({ kind: 'offline', waiting: 1 })
  isOnline = true
  engine.nudge()
  await reach(states, 'synced')
  expect(wire.log.entries).toHaveLength(2)
  engine.stop()
})

test('[Y9] a relay that is away is tried again after a while, and says when', async () => {
  const studio = await createTestStudio()
  const device = await addDevice(studio)
  const wire = new TestWire(new TestLog())
  const time = new FakeTime()
  wire.failure = { kind: 'unreachable' }
  const { engine, states } = engineFor(device, wire, time)
  await createCreator(device, values)
  engine.start()
  await reach(states, 'unreachable')
  expect(states.at(-1)).toEqual({ kind: 'unreachable', waiting: 1, retryAt: time.now() + 750 })
  wire.failure = null
  await vi.waitFor(() => expect(time.pending()).toBeGreaterThan(0))
  time.advance(750)
  await reach(states, 'synced')
  engine.stop()
})

test('[Y3] an answer that was lost is neither an edit lost nor an edit twice', async () => {
  const studio = await createTestStudio()
  const device = await addDevice(studio)
  const wire = new TestWire(new TestLog())
  const time = new FakeTime()
  wire.isAnswerLost = true
  const { engine, states } = engineFor(device, wire, time)
  await createCreator(device, values)
  engine.start()
  await reach(states, 'unreachable')
  expect(wire.log.entries).toHaveLength(2)
  expect(await device.journal.waiting()).toBe(2)
  wire.isAnswerLost = false
  engine.nudge()
  await reach(states, 'synced')
  expect(wire.log.entries).toHaveLength(2)
  expect(await device.journal.waiting()).toBe(0)
  engine.stop()
})

test('[Y10] a session that ran out is renewed by the device itself', async () => {
  const studio = await createTestStudio()
  const device = await addDevice(studio)
  const wire = new TestWire(new TestLog())
  wire.failure = { kind: 'refused', code: 'not-signed-in', retryAfterMs: null }
  let renewals = 0
  const { engine, states } = engineFor(device, wire, new FakeTime(), {
    renew: async () => {
      renewals += 1
      wire.failure = null
      return ok(null)
    },
  })
  engine.start()
  await reach(states, 'synced')
  expect(renewals).toBe(1)
  engine.stop()
})

test('[Y11] a revoked device stops with a word and keeps what waits', async () => {
  const studio = await createTestStudio()
  const device = await addDevice(studio)
  const wire = new TestWire(new TestLog())
  const { engine, states } = engineFor(device, wire, new FakeTime())
  engine.start()
  await reach(states, 'synced')
  await createCreator(device, values)
  wire.say({ kind: 'end', reason: 'revoked' })
  await reach(states, 'stopped')
  expect(states.at(-1)).toEqual({ kind: 'stopped', waiting: 1, cause: { kind: 'revoked' } })
  expect(allRows(device)).toHaveLength(1)
  engine.stop()
})

test('[Y8] a relay that lost its tail stops sync and nothing here', async () => {
  const studio = await createTestStudio()
  const device = await addDevice(studio)
  const wire = new TestWire(new TestLog())
  const { engine, states } = engineFor(device, wire, new FakeTime())
  await createCreator(device, values)
  engine.start()
  await reach(states, 'synced')
  wire.log.entries.pop()
  engine.nudge()
  await reach(states, 'stopped')
  expect(states.at(-1)).toMatchObject({ cause: { kind: 'rolled-back', expected: 2, found: 1 } })
  expect(allRows(device)).toHaveLength(1)
  engine.stop()
})

test('[Y12] an answer to a push that does not match it is not believed, nor asked for again at once', async () => {
  const studio = await createTestStudio()
  const laptop = await addDevice(studio)
  const wire = new TestWire(new TestLog())
  await createCreator(laptop, values)
  const accepted = Array.from({ length: 9 }, (_, index) => ({
    ok: true as const,
    relaySequence: index + 1,
    receivedAt: Date.UTC(2026, 10, 20, 9),
  }))
  for (const results of [[], accepted]) {
    wire.push = async () => {
      wire.requests.push('push')
      return ok({ results, head: 9 })
    }
    wire.requests = []
    const { engine, states } = engineFor(laptop, wire, new FakeTime())
    engine.start()
    await reach(states, 'update-needed')
    engine.stop()
    expect(wire.requests).toEqual(['push'])
    expect(await laptop.journal.waiting()).toBe(2)
    expect(laptop.intake.cursor()).toBe(0)
  }
})

test('[Y12] a relay that asks for a rest without end is asked again within minutes', async () => {
  const studio = await createTestStudio()
  const laptop = await addDevice(studio)
  const wire = new TestWire(new TestLog())
  const time = new FakeTime()
  wire.failure = { kind: 'refused', code: 'rate-limited', retryAfterMs: 1e15 }
  const { engine, states } = engineFor(laptop, wire, time)
  engine.start()
  await reach(states, 'unreachable')
  wire.failure = null
  time.advance(5 * 60_000)
  await reach(states, 'synced')
  expect(states.filter(state => state.kind === 'unreachable')).toHaveLength(1)
})

test('[Y13] a failure that nobody foresaw is told and tried again: sync does not end silently', async () => {
  const studio = await createTestStudio()
  const laptop = await addDevice(studio)
  const wire = new TestWire(new TestLog())
  const time = new FakeTime()
  const honest = wire.pull.bind(wire)
  wire.pull = () => Promise.reject(new RangeError('out of nowhere'))
  const { engine, states, faults } = engineFor(laptop, wire, time)
  engine.start()
  await reach(states, 'unreachable')
  expect(faults).toHaveLength(1)
  wire.pull = honest
  time.advance(60_000)
  await reach(states, 'synced')
})

test('[S7] a relay that names a newer state and does not hand it over, or goes back to an older one, is stopped', async () => {
  const studio = await createTestStudio()
  const laptop = await addDevice(studio)
  const wire = new TestWire(new TestLog())
  let stateSequence = 7
  wire.pull = async (after, limit) => ok({ ...wire.log.page(after, limit), stateSequence })
  const ahead = engineFor(laptop, wire, new FakeTime())
  ahead.engine.start()
  await reach(ahead.states, 'stopped')
  expect(ahead.states.at(-1)).toMatchObject({ cause: { kind: 'bad-state' } })
  stateSequence = 0
  const behind = engineFor(laptop, wire, new FakeTime())
  behind.engine.start()
  await reach(behind.states, 'stopped')
  expect(behind.states.at(-1)).toMatchObject({ cause: { kind: 'rolled-back', expected: 1, found: 0 } })
})
