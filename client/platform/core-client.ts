import type { CoreEvent, LockReason } from '#client/core/api.ts'
import { after } from './clock.ts'
import { holdCoreLock, holdTabLock } from './core-locks.ts'
import { deferredCore, remoteCore, type RemoteCore } from './remote-core.ts'
import { trustedScriptUrl } from './trusted-urls.ts'
// Vite builds the worker and hands over its address.
// eslint-disable-next-line import/default
import coreWorkerUrl from '../core/worker.ts?worker&url'

export type CoreConnection = {
  /** Stays the same over reconnections; calls go to the worker of the moment, or wait for the next one to answer. */
  readonly api: RemoteCore
  /** Where each tab has a worker of its own: takes the studio over from the tab that has it open. */
  readonly takeOver: () => void
}

export type ConnectionEvents = {
  readonly onEvent: (event: CoreEvent) => void
  /** The worker's script did not load or threw: nothing works until the page is loaded again. */
  readonly onBroken: (message: string) => void
}

type Link = { readonly remote: RemoteCore; readonly end: () => void }

/** A worker that locked ends itself; one that is going down when a tab connects never answers. */
const answerWithinMs = 1_500
const reconnectAfterMs = 60

/**
 * Connects this tab with the core worker: one for all tabs by SharedWorker, or, where there is none, one for the tab
 * that holds a Web Lock. Locking ends the worker, and with it every key and row in memory; the tab connects to a new one.
 */
export function connectCore(events: ConnectionEvents): CoreConnection {
  const connector = new Connector(events)
  connector.start()
  return { api: deferredCore(() => connector.answered()), takeOver: () => connector.takeOver() }
}

class Connector {
  readonly #events: ConnectionEvents
  readonly #tabLock = holdTabLock()
  readonly #shared = 'SharedWorker' in globalThis
  #link: Link | null = null
  #answered = createAnswer()
  #generation = 0
  #wasOpen = false
  #lockReason: LockReason | null = null
  #releaseCore: (() => void) | null = null

  constructor(events: ConnectionEvents) {
    this.#events = events
  }

  /** The worker once it has answered: a call to one that is going down would never come back. */
  answered(): Promise<Link> {
    return this.#answered.promise
  }

  start(): void {
    if (this.#shared) this.#connect()
    else this.#contend(false)
  }

  takeOver(): void {
    if (!this.#shared) this.#contend(true)
  }

  /** One tab at a time: whoever has the lock runs the worker, and stops it when the lock is taken away. */
  #contend(steal: boolean): void {
    const hold = holdCoreLock(steal, {
      onHeld: () => this.#connect(),
      onTaken: () => {
        this.#disconnect()
        // Back into the line: when the other tab is closed, this one goes on.
        this.#contend(false)
      },
      onBusy: () => this.#events.onEvent({ kind: 'phase', phase: { kind: 'elsewhere' } }),
    })
    this.#releaseCore?.()
    this.#releaseCore = hold.release
  }

  #disconnect(): void {
    this.#generation += 1
    this.#link?.end()
    this.#link = null
    this.#awaitAnswer()
  }

  /** Calls made from here on wait for the next worker; those that wait already go on waiting for it. */
  #awaitAnswer(): void {
    if (this.#answered.has) this.#answered = createAnswer()
  }

  #connect(): void {
    this.#disconnect()
    const generation = this.#generation
    const isCurrent = (): boolean => generation === this.#generation
    const onBroken = (message: string): void => {
      if (isCurrent()) this.#events.onBroken(message)
    }
    const link = this.#shared ? sharedLink(onBroken) : ownLink(onBroken)
    this.#link = link
    this.#wasOpen = false
    const cancelRetry = after(answerWithinMs, () => {
      if (isCurrent() && this.#shared) this.#connect()
    })
    const listener = (event: CoreEvent): void => {
      cancelRetry()
      if (!isCurrent()) return
      // While it still reads what this device holds it has no answers yet.
      if (event.kind === 'phase' && event.phase.kind !== 'starting') this.#answered.take(link)
      this.#take(event)
    }
    this.#tabLock.then(lock => link.remote.attach(listener, lock)).catch((error: unknown) => onBroken(String(error)))
    // A page that opened without a network hears of no change: the worker is told how things stand.
    if (!navigator.onLine) link.remote.noteNetwork('offline').catch((error: unknown) => onBroken(String(error)))
  }

  #take(event: CoreEvent): void {
    const hasClosed =
      this.#wasOpen && event.kind === 'phase' && (event.phase.kind === 'locked' || event.phase.kind === 'new')
    // Before the screen hears of it: whoever is quick with the next press must not reach the worker that ends itself.
    // And nothing that one still says counts.
    if (hasClosed) {
      this.#generation += 1
      this.#awaitAnswer()
    }
    this.#events.onEvent(this.#withLockReason(event))
    if (event.kind === 'phase' && event.phase.kind === 'open') this.#wasOpen = true
    if (!hasClosed) return
    const generation = this.#generation
    after(reconnectAfterMs, () => {
      if (generation === this.#generation) this.#connect()
    })
  }

  /** The worker that locked said why and ended; its successor does not know. */
  #withLockReason(event: CoreEvent): CoreEvent {
    if (event.kind !== 'phase') return event
    const { phase } = event
    if (phase.kind === 'open') this.#lockReason = null
    if (phase.kind !== 'locked') return event
    this.#lockReason = phase.reason ?? this.#lockReason
    return { kind: 'phase', phase: { ...phase, reason: this.#lockReason } }
  }
}

type Answer = { readonly promise: Promise<Link>; readonly take: (link: Link) => void; readonly has: boolean }

function createAnswer(): Answer {
  let has = false
  let resolve: (link: Link) => void = () => undefined
  const promise = new Promise<Link>(settle => {
    resolve = settle
  })
  const take = (link: Link): void => {
    has = true
    resolve(link)
  }
  return {
    promise,
    take,
    get has() {
      return has
    },
  }
}

function sharedLink(onBroken: (message: string) => void): Link {
  const worker = new SharedWorker(trustedScriptUrl(coreWorkerUrl), { type: 'module', name: 'wlos-core' })
  worker.addEventListener('error', event => onBroken(messageOf(event)))
  return { remote: remoteCore(worker.port), end: () => worker.port.close() }
}

function ownLink(onBroken: (message: string) => void): Link {
  const worker = new Worker(trustedScriptUrl(coreWorkerUrl), { type: 'module', name: 'wlos-core' })
  worker.addEventListener('error', event => onBroken(messageOf(event)))
  return { remote: remoteCore(worker), end: () => worker.terminate() }
}

function messageOf(event: Event): string {
  return 'message' in event && typeof event.message === 'string' ? event.message : event.type
}
