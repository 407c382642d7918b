import type { Bytes } from '#shared/protocol/bytes.ts'
import type { Relay } from '../relay.ts'
import { listRecovery, type StoredRecovery } from '../storage/workspace-store.ts'
import { isSameSecret, sha256Bytes } from './tokens.ts'

/** Whose recovery key this is the authentication half of. A plain hash will do for 160 random bits. */
export async function findRecovery(relay: Pick<Relay, 'storage'>, auth: Bytes): Promise<StoredRecovery | null> {
  const hash = sha256Bytes(auth)
  let found: StoredRecovery | null = null
  for (const recovery of await listRecovery(relay.storage.db)) {
    if (isSameSecret(recovery.authHash, hash)) found = recovery
  }
  return found
}
