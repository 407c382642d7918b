/** What the core asks of the world. The worker hands in the browser's; tests hand in their own. */
export type TimerHandle = number | object

export type Timers = {
  set(callback: () => void, ms: number): TimerHandle
  clear(handle: TimerHandle): void
}

export type CorePorts = {
  readonly subtle: SubtleCrypto
  /** Cryptographically secure random bytes. */
  readonly random: (length: number) => Uint8Array<ArrayBuffer>
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly timers: Timers
  readonly fetch: typeof globalThis.fetch
  /** The app's own origin, which is the relay's. */
  readonly origin: string
  /** Loads the Automerge WebAssembly, once however often it is called: before the first document. */
  readonly initAutomerge: () => Promise<void>
  readonly estimateStorage: () => Promise<{ usage: number | null; quota: number | null; persisted: boolean | null }>
  /** A failure of background work that no screen can act on: logged where developers look. */
  readonly reportFault: (name: string, error: unknown) => void
  /** What this device calls itself until somebody names it. */
  readonly deviceName: () => string
}
