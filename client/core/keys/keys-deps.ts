import type { Argon2id } from '#shared/crypto/passphrase.ts'
import type { Suite } from '#shared/crypto/suite.ts'
import type { Timers } from '../ports.ts'
import type { DeviceStore } from './device-record.ts'
import type { RelayAuth } from './relay-auth.ts'

/** What the flows of set-up, unlocking and devices need of the world. */
export type KeysDeps = {
  readonly suite: Suite
  readonly subtle: SubtleCrypto
  readonly argon2id: Argon2id
  readonly relay: RelayAuth
  readonly store: DeviceStore
  readonly now: () => number
  readonly timers: Timers
  /** The app's origin, which is the relay's, and the passkeys' RP id with it. */
  readonly origin: string
}
