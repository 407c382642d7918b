import { decodeKeyring } from '#shared/crypto/keyring.ts'
import type { MethodId } from '#shared/protocol/ids.ts'

/** The passkeys that unlock: each has a slot in the key ring. */
export function slotByCredential(keyring: Uint8Array): Map<string, MethodId> {
  const decoded = decodeKeyring(keyring)
  if (!decoded.ok) return new Map()
  return new Map(
    decoded.value.slots.flatMap(slot =>
      slot.credentialId === null ? [] : [[slot.credentialId, slot.method] as const],
    ),
  )
}
