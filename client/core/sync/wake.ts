import type { Timers } from '../ports.ts'

/** A sleep that ends early when there is a reason to look again. Reasons that come while nobody sleeps are not lost. */
export class Wake {
  readonly #timers: Timers
  #isDue = false
  #rouse: (() => void) | null = null

  constructor(timers: Timers) {
    this.#timers = timers
  }

  now(): void {
    this.#isDue = true
    this.#rouse?.()
  }

  /** Resolves after `ms` (null: only when woken), at once where a reason is waiting, or when aborted. */
  async sleep(ms: number | null, signal: AbortSignal): Promise<void> {
    if (this.#isDue || signal.aborted) {
      this.#isDue = false
      return
    }
    await new Promise<void>(resolve => {
      const timer = ms === null ? null : this.#timers.set(resolve, ms)
      const done = () => {
        if (timer !== null) this.#timers.clear(timer)
        signal.removeEventListener('abort', done)
        resolve()
      }
      this.#rouse = done
      signal.addEventListener('abort', done)
    })
    this.#rouse = null
    this.#isDue = false
  }
}
