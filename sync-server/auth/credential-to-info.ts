import type { PasskeyInfo } from '#shared/protocol/api.ts'
import type { StoredCredential } from '../storage/credential-store.ts'

/** What a member is told of a passkey: all that the relay knows. */
export function credentialToInfo(credential: Omit<StoredCredential, 'workspace' | 'member'>): PasskeyInfo {
  return {
    credentialId: credential.id,
    publicKey: credential.publicKey,
    deviceType: credential.deviceType,
    backedUp: credential.backedUp,
    transports: [...credential.transports],
    createdAt: credential.createdAt,
    lastUsedAt: credential.lastUsedAt,
  }
}
