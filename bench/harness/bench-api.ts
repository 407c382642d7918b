export type TransferTimes = {
  /** From the first request to every row in the page and nothing left to pull. */
  readonly ms: number
  /** How often the person would have seen the progress move. */
  readonly progressReports: number
  /** From the first request to the first rows in the page. */
  readonly firstRowsMs: number
}

/** What the page of the harness offers to whoever drives it. Times are in milliseconds. */
export type BenchApi = {
  setUp(token: string): Promise<void>
  /** Signs in on a device that has nothing, and waits until it holds `count` creators. */
  signIn(count: number): Promise<TransferTimes>
  /** Answers how long the import took, once the relay has all of it. */
  importCreators(from: number, count: number): Promise<number>
  lock(): Promise<void>
  /** From the passkey's answer to `count` rows in the page. */
  unlock(count: number): Promise<number>
  /** Goes offline and comes back with nothing new, so often. */
  reconnect(times: number): Promise<number[]>
  /** Edits creators, each once the one before has reached the relay: from the command to its acknowledgement. */
  edit(times: number): Promise<number[]>
  /** One edit; answers when it was asked for, in milliseconds since 1970. */
  editTagline(position: number, tagline: string): Promise<number>
  /** When this page had that tagline, in milliseconds since 1970. */
  whenTagline(position: number, tagline: string): Promise<number>
}

declare global {
  interface Window {
    bench: BenchApi
  }
}
