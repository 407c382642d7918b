import type { TimerHandle, Timers } from '../ports.ts'

type Due = { readonly at: number; readonly run: () => void }

/** A clock that moves only when a test says so, and the timers on it. */
export class FakeTime {
  #now: number
  #next = 1
  readonly #due = new Map<number, Due>()

  constructor(now = Date.UTC(2026, 10, 20, 9)) {
    this.#now = now
  }

  readonly now = (): number => this.#now

  readonly timers: Timers = {
    set: (callback, ms): TimerHandle => {
      const handle = this.#next++
      this.#due.set(handle, { at: this.#now + ms, run: callback })
      return handle
    },
    clear: handle => void this.#due.delete(handle as number),
  }

  /** Runs what falls due on the way, in its order. */
  advance(ms: number): void {
    const until = this.#now + ms
    for (;;) {
      const next = [...this.#due].filter(([, due]) => due.at <= until).toSorted((a, b) => a[1].at - b[1].at)[0]
      if (next === undefined) break
      this.#due.delete(next[0])
      this.#now = Math.max(this.#now, next[1].at)
      next[1].run()
    }
    this.#now = until
  }

  /** The wall clock moves while the timers sleep, as with a closed lid. */
  sleep(ms: number): void {
    this.#now += ms
  }

  pending(): number {
    return this.#due.size
  }
}
