import type { Clock } from '../relay.ts'
import type { StoredSession } from '../storage/session-store.ts'

/** Another relay process on the same database is heard of this late at most. */
const trustedForMs = 5_000
const sessionsKept = 10_000

export type SessionCache = {
  get(tokenHash: string): StoredSession | null
  put(session: StoredSession): void
  /** After any change of sessions: they are few, and changes are rare. */
  clear(): void
}

export function createSessionCache(clock: Clock): SessionCache {
  const cached = new Map<string, { session: StoredSession; at: number }>()
  return {
    get(tokenHash) {
      const known = cached.get(tokenHash)
      return known !== undefined && clock.now() - known.at < trustedForMs ? known.session : null
    },
    put(session) {
      if (cached.size >= sessionsKept) cached.clear()
      cached.set(session.tokenHash, { session, at: clock.now() })
    },
    clear: () => cached.clear(),
  }
}
