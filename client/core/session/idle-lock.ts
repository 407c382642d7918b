import type { LockReason } from '../api.ts'
import type { TimerHandle, Timers } from '../ports.ts'

export type IdleLockDeps = {
  readonly timers: Timers
  readonly now: () => number
  readonly lock: (reason: LockReason) => void
}

/** However busy, a studio locks after half a day. */
export const longestOpenMs = 12 * 3_600_000
const checkMs = 15_000

/**
 * Locks when nobody used any tab for a while. Timers sleep with the machine, so each look compares the wall clock: the
 * first thing after a resume is the check that was due meanwhile.
 */
export class IdleLock {
  readonly #deps: IdleLockDeps
  readonly #openedAt: number
  #usedAt: number
  #idleMs: number
  #timer: TimerHandle | null = null
  #isOver = false

  constructor(deps: IdleLockDeps, idleMinutes: number) {
    this.#deps = deps
    this.#openedAt = deps.now()
    this.#usedAt = deps.now()
    this.#idleMs = idleMinutes * 60_000
    this.#schedule()
  }

  /** Ten minutes unless the studio's settings say otherwise. */
  setIdleMinutes(minutes: number): void {
    this.#idleMs = minutes * 60_000
  }

  /** A key, a tap: but not before what was due is done. */
  used(): void {
    if (!this.check()) this.#usedAt = this.#deps.now()
  }

  /** True where it locked. */
  check(): boolean {
    if (this.#isOver) return false
    const now = this.#deps.now()
    // A clock that was set back would keep a studio open for as long as it was set back by.
    if (now - this.#openedAt >= longestOpenMs || now < this.#openedAt) return this.#lock('too-long')
    if (now - this.#usedAt >= this.#idleMs) return this.#lock('idle')
    return false
  }

  stop(): void {
    if (this.#timer !== null) this.#deps.timers.clear(this.#timer)
    this.#timer = null
  }

  #lock(reason: LockReason): true {
    this.stop()
    this.#isOver = true
    this.#deps.lock(reason)
    return true
  }

  #schedule(): void {
    this.#timer = this.#deps.timers.set(() => {
      if (!this.check()) this.#schedule()
    }, checkMs)
  }
}
