/**
 * Held while the tab lives, so that the core notices when it is gone (Web Locks §2). Answers the lock's name once it is
 * held: a core that hears of it sooner would take it for one that was given up.
 */
export function holdTabLock(): Promise<string> {
  const name = `wlos-tab-${crypto.randomUUID()}`
  return new Promise((resolve, reject) => {
    const hold = (): Promise<never> => {
      resolve(name)
      return forever
    }
    navigator.locks.request(name, hold).catch(reject)
  })
}

export type CoreLockEvents = {
  readonly onHeld: () => void
  /** Another tab took it. */
  readonly onTaken: () => void
  /** Another tab has it; this one waits its turn. */
  readonly onBusy: () => void
}

const coreLock = 'wlos-core'

/** Waits for the lock, or takes it from the tab that has it. */
export function holdCoreLock(steal: boolean, events: CoreLockEvents): { readonly release: () => void } {
  const waiting = new AbortController()
  let release = (): void => waiting.abort()
  const held = new Promise<void>(resolve => {
    const onGrant = (lock: Lock | null): Promise<void> | undefined => {
      if (lock === null) return undefined
      release = resolve
      events.onHeld()
      return new Promise<void>(done => void held.then(done))
    }
    void hold(steal, waiting.signal, onGrant, events)
  })
  return { release: () => release() }
}

async function hold(
  steal: boolean,
  signal: AbortSignal,
  onGrant: (lock: Lock | null) => Promise<void> | undefined,
  events: CoreLockEvents,
): Promise<void> {
  let wasHeld = false
  const granted = (lock: Lock | null): Promise<void> | undefined => {
    wasHeld ||= lock !== null
    return onGrant(lock)
  }
  try {
    if (steal) return await navigator.locks.request(coreLock, { steal: true }, granted)
    await navigator.locks.request(coreLock, { ifAvailable: true }, granted)
    if (wasHeld) return
    events.onBusy()
    await navigator.locks.request(coreLock, { signal }, granted)
  } catch (error) {
    // The lock was stolen, or the wait for it was called off (Web Locks §5.1).
    if (!(error instanceof DOMException) || error.name !== 'AbortError') throw error
    if (wasHeld) events.onTaken()
  }
}

const forever = new Promise<never>(() => undefined)
