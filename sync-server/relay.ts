import type { Bytes } from '#shared/protocol/bytes.ts'
import type { SessionCache } from './auth/session-cache.ts'
import type { ClientFiles } from './http/client-files.ts'
import type { RateLimiter } from './http/rate-limiter.ts'
import type { EventBus } from './log/event-bus.ts'
import type { Settings } from './settings.ts'
import type { WorkspaceViews } from './state/workspace-views.ts'
import type { Storage } from './storage/storage.ts'

export type Clock = { now(): number }
export type Random = (length: number) => Bytes
/** Runs the task once, later; the returned function calls it off. */
export type Timers = { after(milliseconds: number, task: () => void): () => void }
export type LogLine = Readonly<Record<string, string | number | boolean | null>>
export type Log = { write(line: LogLine): void }

/** What main.ts hands in: every effect of the relay goes through one of these. */
export type RelayDeps = {
  readonly settings: Settings
  readonly storage: Storage
  readonly clock: Clock
  readonly random: Random
  readonly timers: Timers
  readonly log: Log
  readonly setupToken: string
  /** Null where no built app lies beside the relay. */
  readonly clientFiles: ClientFiles | null
}

/** The dependencies, and what one process keeps in memory. All of it may be lost. */
export type Relay = RelayDeps & {
  readonly sessions: SessionCache
  readonly views: WorkspaceViews
  readonly bus: EventBus
  readonly limiter: RateLimiter
}
