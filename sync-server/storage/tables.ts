import type { DeviceId, MemberId, MethodId, WorkspaceId } from '#shared/protocol/ids.ts'

/**
 * The relay's tables. Times are milliseconds since 1970; flags are 0 or 1, which every dialect has. Tokens lie here
 * as SHA-256 only.
 */
export type RelayTables = {
  /** One row, once the studio is founded: its key is what refuses a second founder. */
  founding: { slot: number; workspace: WorkspaceId }
  workspaces: {
    id: WorkspaceId
    founded_at: number
    /** The highest relay sequence given out. */
    head: number
    state_sequence: number
    state: Uint8Array
    state_signature: Uint8Array
  }
  members: { workspace: WorkspaceId; id: MemberId; user_handle: Uint8Array; keyring: Uint8Array }
  credentials: {
    id: string
    workspace: WorkspaceId
    member: MemberId
    public_key: Uint8Array
    counter: number
    device_type: 'singleDevice' | 'multiDevice'
    backed_up: number
    /** A JSON array of texts. */
    transports: string
    created_at: number
    last_used_at: number | null
  }
  recovery: { workspace: WorkspaceId; member: MemberId; method: MethodId; auth_hash: Uint8Array }
  device_activity: { workspace: WorkspaceId; device: DeviceId; last_seen_at: number; last_ip: string | null }
  sessions: {
    token_hash: string
    /** Stays the same while tokens rotate. */
    family: string
    workspace: WorkspaceId
    member: MemberId
    device: DeviceId | null
    credential_id: string | null
    created_at: number
    last_seen_at: number
    expires_at: number
    stepped_up_at: number | null
    ended: 'signed-out' | 'revoked' | null
  }
  pre_sessions: {
    token_hash: string
    /** 1 once the set-up token was given. */
    may_set_up: number
    user_handle: Uint8Array
    /** JSON of the passkey that was verified and waits for `setup/complete`. */
    passkey: string | null
    expires_at: number
  }
  challenges: { challenge: string; kind: ChallengeKind; owner: string; expires_at: number }
  entries: {
    workspace: WorkspaceId
    relay_sequence: number
    size: number
    received_at: number
    ip: string | null
    device: DeviceId
    lane: 'data' | 'audit'
    sequence: number
    id: Uint8Array
    bytes: Uint8Array
  }
}

export type ChallengeKind = 'setup' | 'passkey' | 'signin' | 'stepup' | 'device'
