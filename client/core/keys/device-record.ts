import { createStore, del, get, set, type UseStore } from 'idb-keyval'
import * as z from 'zod/mini'
import type { SigningKey } from '#shared/crypto/suite.ts'
import type { Bytes } from '#shared/protocol/bytes.ts'
import { DeviceId, MemberId, MethodId, WorkspaceId } from '#shared/protocol/ids.ts'

/**
 * What this device keeps to open its studio again: its own keys, which WebCrypto does not give out, the studio's sealed keys
 * and what it pinned. In a database of its own, so that data can be wiped and keys kept or the reverse. No name lies here.
 */
const bytes = () => z.custom<Bytes>(value => value instanceof Uint8Array)
const cryptoKey = () =>
  z.custom<CryptoKey>(value => typeof value === 'object' && value !== null && 'algorithm' in value)

export const KnownPasskey = z.object({
  credentialId: z.string(),
  /** COSE_Key, for checking an assertion with no network; null until the relay told it. */
  publicKey: z.nullable(bytes()),
  transports: z.array(z.string()),
  /** False: it signs in, and a passphrase has to open. */
  unlocks: z.boolean(),
  firstUnlockAt: z.nullable(z.number()),
  lastUnlockAt: z.nullable(z.number()),
})
export type KnownPasskey = z.infer<typeof KnownPasskey>

export const DeviceRecord = z.object({
  version: z.literal(1),
  workspace: WorkspaceId,
  member: MemberId,
  device: DeviceId,
  signPublicKey: bytes(),
  signPrivateKey: cryptoKey(),
  receivePublicKey: bytes(),
  receivePair: z.object({ publicKey: cryptoKey(), privateKey: cryptoKey() }),
  stateBytes: bytes(),
  stateSignature: bytes(),
  keyring: bytes(),
  /** The highest state that this device accepted, and whose it was. */
  pin: z.object({ sequence: z.number(), hash: bytes(), fingerprint: bytes() }),
  passkeys: z.array(KnownPasskey),
  passphraseSlot: z.nullable(
    z.object({ method: MethodId, bytes: bytes(), addedAt: z.number(), lastUnlockAt: z.nullable(z.number()) }),
  ),
  /** The user handle of this member's passkeys, base64url. */
  userHandle: z.nullable(z.string()),
})
export type DeviceRecord = z.infer<typeof DeviceRecord>

export type DeviceStore = {
  /** Null on a device that holds no studio. Throws where IndexedDB does not work. */
  read(): Promise<DeviceRecord | null>
  write(record: DeviceRecord): Promise<void>
  forget(): Promise<void>
}

const recordKey = 'device'

export function createDeviceStore(databaseName = 'wlos-keys'): DeviceStore {
  let opened: UseStore | null = null
  const store = () => (opened ??= createStore(databaseName, 'keys'))
  return {
    async read() {
      const stored: unknown = await get(recordKey, store())
      return stored === undefined ? null : DeviceRecord.parse(stored)
    },
    write: record => set(recordKey, record, store()),
    forget: () => del(recordKey, store()),
  }
}

export function deviceSigningKey(record: DeviceRecord): SigningKey {
  return { kind: 'signing-key', publicKey: record.signPublicKey, privateKey: record.signPrivateKey }
}
