/** How much is measured, and how often. */
export type Sizes = {
  /** Creators, where the peer has to keep up. */
  readonly small: number
  readonly large: number
  readonly runs: number
  readonly peerRuns: number
  readonly reconnects: number
  readonly unlocks: number
  readonly edits: number
  readonly liveEdits: number
  readonly keystrokes: number
  readonly coldStarts: number
  readonly relayEntries: number
}

export const fullSizes: Sizes = {
  small: 3_000,
  large: 10_000,
  runs: 3,
  peerRuns: 3,
  reconnects: 20,
  unlocks: 5,
  edits: 200,
  liveEdits: 20,
  keystrokes: 40,
  coldStarts: 3,
  relayEntries: 100_000,
}

/** To see that everything still runs: its figures say little. */
export const quickSizes: Sizes = {
  small: 200,
  large: 500,
  runs: 1,
  peerRuns: 1,
  reconnects: 5,
  unlocks: 2,
  edits: 30,
  liveEdits: 5,
  keystrokes: 10,
  coldStarts: 1,
  relayEntries: 4_000,
}
