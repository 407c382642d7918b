import type { CoreEvent } from '../api.ts'

export type Listener = (event: CoreEvent) => void

/** The tabs that listen. A tab is gone when the Web Lock that it held while it lived is granted to somebody else. */
export class Tabs {
  readonly #listeners = new Map<string, Listener>()
  readonly #whenGone: (lock: string) => Promise<void>
  readonly #onLastGone: () => void

  constructor(whenGone: (lock: string) => Promise<void>, onLastGone: () => void) {
    this.#whenGone = whenGone
    this.#onLastGone = onLastGone
  }

  async add(lock: string, listener: Listener): Promise<void> {
    this.#listeners.set(lock, listener)
    await this.#whenGone(lock)
    this.#listeners.delete(lock)
    if (this.#listeners.size === 0) this.#onLastGone()
  }

  tell(event: CoreEvent): void {
    for (const listener of this.#listeners.values()) listener(event)
  }
}
