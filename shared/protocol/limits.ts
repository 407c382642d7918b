/**
 * Enforced by both sides, so that nothing a device accepts can be refused for ever by the relay.
 * Bytes unless the name says otherwise.
 */
export const limits = {
  /** One entry as encoded: header, body and signature. */
  entryBytes: 1_000_000,
  /** One push request, and one page of a pull. */
  batchBytes: 4_000_000,
  batchEntries: 500,
  /** Any JSON request body. */
  jsonBytes: 256_000,
  /** The signed state and one member's key ring. */
  stateBytes: 128_000,
  keyringBytes: 128_000,
  frontierDevices: 64,
  devices: 64,
  methods: 32,
  challengeLifetimeMs: 5 * 60_000,
  /** How long after a fresh ceremony the relay takes changes of methods, members and devices. */
  stepUpMs: 5 * 60_000,
  sessionIdleMs: 12 * 3_600_000,
  sessionAbsoluteMs: 14 * 24 * 3_600_000,
} as const
