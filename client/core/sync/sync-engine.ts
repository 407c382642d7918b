import type { Result } from '#shared/lang/result.ts'
import type { PushResult } from '#shared/protocol/api.ts'
import { limits } from '#shared/protocol/limits.ts'
import type { SyncState, SyncStop } from '../api.ts'
import type { Timers } from '../ports.ts'
import type { StoredEntry } from '../storage/studio-database.ts'
import { backOffMs } from './back-off.ts'
import type { Intake } from './intake.ts'
import type { RelayEvent, RelayFailure, RelayLog } from './relay-log.ts'
import { Wake } from './wake.ts'

/** This device's standing with the relay. */
export type RelaySession = {
  /** Signs in by the device's own key. */
  renew(): Promise<Result<null, RelayFailure>>
  /** Fetches and checks the signed state. `bad-state` where it does not follow what this device has pinned. */
  refreshState(): Promise<Result<null, RelayFailure | { readonly kind: 'bad-state' }>>
}

export type Outbox = {
  next(limit: number): Promise<StoredEntry[]>
  waiting(): Promise<number>
  /** As people count: without the audit events. */
  changesWaiting(): number
  acknowledge(entries: readonly StoredEntry[], sequences: readonly number[]): Promise<void>
}

export type SyncEngineDeps = {
  readonly log: RelayLog
  readonly session: RelaySession
  readonly outbox: Outbox
  readonly intake: Intake
  readonly timers: Timers
  readonly now: () => number
  readonly random: () => number
  readonly isOnline: () => boolean
  readonly onState: (state: SyncState) => void
  /** The relay's clock against this device's, once a session. */
  readonly onClock: (offMs: number) => void
  readonly onSynced: () => void
  readonly reportFault: (name: string, error: unknown) => void
}

class Stopped extends Error {
  override name = 'Stopped'
  readonly stop: SyncStop
  constructor(stop: SyncStop) {
    super(stop.kind)
    this.stop = stop
  }
}

class Failed extends Error {
  override name = 'Failed'
  readonly failure: RelayFailure
  constructor(failure: RelayFailure) {
    super(failure.kind)
    this.failure = failure
  }
}

const pageEntries = 1_000
/** How often to look when the event stream does not stand, and when it does (for networks that swallow it). */
const pollMs = 15_000
const quietPollMs = 120_000
const fullDiskMs = 60_000
/** However long a relay asks to be left alone. Timers take no more than 24 days, and fire at once beyond. */
const longestRestMs = 5 * 60_000
const clockToleranceMs = 10 * 60_000

/** Push what the relay lacks, pull what came after the cursor, listen, and come back from every failure. Rules [Y…]. */
export class SyncEngine {
  readonly #deps: SyncEngineDeps
  readonly #wake: Wake
  #abort: AbortController | null = null
  #isListening = false
  #failedStreams = 0
  #isRevoked = false
  /** Why nothing is sent or fetched any more, until a hand asks for another try. */
  #stop: SyncStop | null = null
  #isClockTold = false

  constructor(deps: SyncEngineDeps) {
    this.#deps = deps
    this.#wake = new Wake(deps.timers)
  }

  start(): void {
    if (this.#abort !== null) return
    const abort = new AbortController()
    this.#abort = abort
    this.#run(abort.signal).catch((error: unknown) => this.#deps.reportFault('sync', error))
  }

  stop(): void {
    this.#abort?.abort()
    this.#abort = null
  }

  /** There may be something to do: a new entry, the network is back, the machine woke. */
  nudge(): void {
    if (this.#stop === null) this.#wake.now()
    else this.#tellStop(this.#stop).catch((error: unknown) => this.#deps.reportFault('sync', error))
  }

  /** Somebody asked for another try, also of a relay that is not trusted any more. */
  retry(): void {
    this.#wake.now()
  }

  async #run(signal: AbortSignal): Promise<void> {
    let attempt = 0
    while (!signal.aborted) {
      try {
        if (!this.#deps.isOnline()) {
          await this.#tell(waiting => ({ kind: 'offline', waiting }))
          await this.#wake.sleep(null, signal)
          continue
        }
        await this.#round(signal)
        attempt = 0
        await this.#wake.sleep(this.#isListening ? quietPollMs : pollMs, signal)
      } catch (error) {
        if (signal.aborted) return
        if (error instanceof Stopped) {
          this.#stop = error.stop
          await this.#tellStop(error.stop)
          // Room may return; everything else waits for a hand.
          await this.#wake.sleep(error.stop.kind === 'storage-full' ? fullDiskMs : null, signal)
          this.#stop = null
          continue
        }
        attempt += 1
        const isForeseen = error instanceof Failed
        // Whatever it was, sync goes on trying: an end that nobody hears of would look like being in step.
        if (!isForeseen) this.#deps.reportFault('sync', error)
        await this.#rest(isForeseen ? error.failure : { kind: 'unreachable' }, attempt, signal)
      }
    }
  }

  async #round(signal: AbortSignal): Promise<void> {
    if (this.#isRevoked) throw new Stopped({ kind: 'revoked' })
    await this.#push(signal)
    await this.#pull(signal)
    this.#listen(signal)
    const waiting = await this.#deps.outbox.waiting()
    if (waiting > 0) this.#wake.now()
    else if (this.#deps.intake.needsUpdate()) this.#deps.onState({ kind: 'update-needed', waiting })
    else this.#deps.onState({ kind: 'synced', at: this.#deps.now() })
    this.#deps.onSynced()
  }

  async #push(signal: AbortSignal): Promise<void> {
    const total = await this.#deps.outbox.waiting()
    let done = 0
    for (;;) {
      const batch = fitBatch(await this.#deps.outbox.next(limits.batchEntries))
      if (batch.length === 0) return
      if (total > 1)
        this.#deps.onState({ kind: 'syncing', done, total: Math.max(total, done + batch.length), direction: 'push' })
      const result = await this.#must(() =>
        this.#deps.log.push(
          batch.map(entry => entry.bytes),
          signal,
        ),
      )
      await this.#settle(batch, result)
      done += batch.length
    }
  }

  async #settle(batch: readonly StoredEntry[], result: PushResult): Promise<void> {
    // More results would move the cursor over entries that were never pulled; fewer would send the same batch for ever.
    if (result.results.length !== batch.length) throw new Failed({ kind: 'nonsense' })
    const refused = result.results.findIndex(item => !item.ok)
    const accepted = result.results.slice(0, refused < 0 ? undefined : refused).flatMap(item => (item.ok ? [item] : []))
    await this.#deps.outbox.acknowledge(
      batch.slice(0, accepted.length),
      accepted.map(item => item.relaySequence),
    )
    const [first] = accepted
    if (first !== undefined) this.#compareClocks(first.receivedAt)
    const refusal = result.results[refused]
    if (refusal === undefined || refusal.ok) return
    throw new Stopped({ kind: 'refused', refusal: refusal.refusal })
  }

  #compareClocks(receivedAt: number): void {
    const offMs = this.#deps.now() - receivedAt
    if (this.#isClockTold || Math.abs(offMs) < clockToleranceMs) return
    this.#isClockTold = true
    this.#deps.onClock(offMs)
  }

  /** Page after page; the next one is fetched and examined while this one is taken in. */
  async #pull(signal: AbortSignal): Promise<void> {
    const { intake, log } = this.#deps
    const first = intake.cursor()
    const fetchPage = async (after: number) => {
      const known = intake.stateSequence()
      const page = await this.#must(() => log.pull(after, pageEntries, signal))
      await this.#followState(known, page.stateSequence)
      return { page, examined: await intake.examine(page.entries) }
    }
    let next = fetchPage(first)
    for (;;) {
      const { page, examined } = await next
      const last = page.entries.at(-1)?.relaySequence ?? intake.cursor()
      const hasMore = last < page.head && page.entries.length > 0
      if (hasMore) {
        next = fetchPage(last)
        // Awaited in the next turn; a failure before that is that turn's.
        next.catch(() => undefined)
      }
      const total = page.head - first
      if (total > 20) this.#deps.onState({ kind: 'syncing', done: last - first, total, direction: 'pull' })
      const stop = (await intake.takeIn(page, examined, !hasMore)) ?? (hasMore ? null : await intake.retryAside())
      if (stop !== null) throw new Stopped(stop)
      if (!hasMore) return
      if (signal.aborted) throw new Failed({ kind: 'unreachable' })
    }
  }

  /** The state only goes up, and whoever names a newer one has to hand it over: its entries would look foreign. */
  async #followState(known: number, told: number): Promise<void> {
    const { intake, session } = this.#deps
    if (told < known) throw new Stopped({ kind: 'rolled-back', expected: known, found: told })
    if (told <= intake.stateSequence()) return
    await this.#must(() => session.refreshState())
    if (intake.stateSequence() < told) throw new Stopped({ kind: 'bad-state' })
  }

  #listen(signal: AbortSignal): void {
    if (this.#isListening) return
    this.#isListening = true
    const on = { open: () => (this.#failedStreams = 0), event: (event: RelayEvent) => this.#heard(event) }
    const ended = (isFailure: boolean) => {
      this.#isListening = false
      if (isFailure) this.#failedStreams += 1
      // Where a network swallows event streams, looking now and then has to do: no stream is forced again at once.
      const waitMs = backOffMs(this.#failedStreams, this.#deps.random())
      if (!signal.aborted) this.#deps.timers.set(() => this.nudge(), Math.max(250, waitMs))
    }
    this.#deps.log.events(on, signal).then(
      result => ended(!result.ok),
      (error: unknown) => {
        this.#deps.reportFault('events', error)
        ended(true)
      },
    )
  }

  #heard(event: RelayEvent): void {
    if (event.kind === 'end' && event.reason === 'revoked') this.#isRevoked = true
    if (event.kind === 'head' && event.head <= this.#deps.intake.cursor()) return
    this.nudge()
  }

  /** Asks, renewing the session once where the relay no longer knows it. */
  async #must<Value>(ask: () => Promise<Result<Value, RelayFailure | { readonly kind: 'bad-state' }>>): Promise<Value> {
    const first = await ask()
    if (first.ok) return first.value
    if (first.error.kind !== 'refused' || first.error.code !== 'not-signed-in') throw toError(first.error)
    const renewed = await this.#deps.session.renew()
    if (!renewed.ok) throw toError(renewed.error)
    const second = await ask()
    if (!second.ok) throw toError(second.error)
    return second.value
  }

  async #rest(failure: RelayFailure, attempt: number, signal: AbortSignal): Promise<void> {
    if (failure.kind === 'nonsense')
      return this.#restWith(attempt, waiting => ({ kind: 'update-needed', waiting }), signal)
    const asked = failure.kind === 'refused' ? (failure.retryAfterMs ?? 0) : 0
    const ms = Math.min(longestRestMs, Math.max(asked, backOffMs(attempt, this.#deps.random())))
    const retryAt = this.#deps.now() + ms
    await this.#tell(waiting =>
      this.#deps.isOnline() ? { kind: 'unreachable', waiting, retryAt } : { kind: 'offline', waiting },
    )
    await this.#wake.sleep(ms, signal)
  }

  async #restWith(attempt: number, state: (waiting: number) => SyncState, signal: AbortSignal): Promise<void> {
    await this.#tell(state)
    await this.#wake.sleep(backOffMs(attempt + 4, this.#deps.random()), signal)
  }

  #tellStop(cause: SyncStop): Promise<void> {
    return this.#tell(waiting => ({ kind: 'stopped', waiting, cause }))
  }

  async #tell(state: (waiting: number) => SyncState): Promise<void> {
    this.#deps.onState(state(this.#deps.outbox.changesWaiting()))
  }
}

function toError(failure: RelayFailure | { readonly kind: 'bad-state' }): Error {
  if (failure.kind === 'bad-state') return new Stopped({ kind: 'bad-state' })
  if (failure.kind === 'refused' && (failure.code === 'device-revoked' || failure.code === 'device-unknown')) {
    return new Stopped({ kind: 'revoked' })
  }
  return new Failed(failure)
}

/** As many entries as one request may carry. One entry alone always fits: its own limit is lower. */
function fitBatch(entries: readonly StoredEntry[]): StoredEntry[] {
  let bytes = 0
  const end = entries.findIndex(entry => (bytes += entry.bytes.length + 8) > limits.batchBytes)
  return end < 0 ? [...entries] : entries.slice(0, Math.max(1, end))
}
