import type { DeviceId, MemberId, WorkspaceId } from '#shared/protocol/ids.ts'

export type EndReason = 'revoked' | 'signed-out' | 'expired' | 'shutting-down'
export type Growth = { readonly head?: number; readonly state?: number }

/** One open event stream. */
export type Listener = {
  readonly workspace: WorkspaceId
  readonly member: MemberId
  readonly device: DeviceId | null
  readonly family: string
  /** Only the newest of each counts, so a slow reader holds nothing up. */
  offer(growth: Growth): void
  /** Without a reason: another stream of the same device took its place. */
  end(reason: EndReason | null): void
}

type Ended = {
  readonly workspace: WorkspaceId
  readonly families?: readonly string[]
  readonly devices?: readonly DeviceId[]
  readonly members?: readonly MemberId[]
}

export type EventBus = {
  /** Returns how to leave. */
  join(listener: Listener): () => void
  publish(workspace: WorkspaceId, growth: Growth): void
  end(ended: Ended, reason: EndReason): void
  endAll(reason: EndReason): void
}

const streamsPerDevice = 8

/** Tells the streams of this process what happened. */
export function createEventBus(): EventBus {
  const listeners = new Set<Listener>()
  return {
    join(listener) {
      const owner = listener.device ?? listener.family
      const own = [...listeners].filter(other => (other.device ?? other.family) === owner)
      // The oldest goes: after a lost connection it may be one that nobody reads any more.
      if (own.length >= streamsPerDevice) own[0]?.end(null)
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    publish(workspace, growth) {
      for (const listener of listeners) if (listener.workspace === workspace) listener.offer(growth)
    },
    end(ended, reason) {
      for (const listener of [...listeners]) if (isEnded(listener, ended)) listener.end(reason)
    },
    endAll(reason) {
      for (const listener of [...listeners]) listener.end(reason)
    },
  }
}

function isEnded(listener: Listener, { workspace, families = [], devices = [], members = [] }: Ended): boolean {
  if (listener.workspace !== workspace) return false
  const hasDevice = listener.device !== null && devices.includes(listener.device)
  return hasDevice || families.includes(listener.family) || members.includes(listener.member)
}
