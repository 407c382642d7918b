import * as z from 'zod/mini'
import { err, ok, type Result } from '../lang/result.ts'
import type { Bytes } from '../protocol/bytes.ts'
import { encodeCbor } from '../protocol/cbor.ts'
import { MemberId, MethodId, WorkspaceId } from '../protocol/ids.ts'
import { decodeKeyring, decodeVersioned, TierSlot, type Keyring, type Tier } from './keyring.ts'
import type { OpenTiers } from './next-state.ts'
import {
  openAppBy,
  openVaultBy,
  type OpenApp,
  type OpenRefusal,
  type OpenVault,
  type SealedStudio,
  type SlotOpening,
} from './open-keyring.ts'
import {
  derivePassphraseSecrets,
  newPassphraseParams,
  PassphraseParams,
  type Argon2id,
  type PassphraseSecrets,
} from './passphrase.ts'
import { createTierSlot, type SlotPlace } from './slots.ts'
import type { Suite } from './suite.ts'

/**
 * The passphrase's slot. It stays on its device: nothing that could be guessed at lies on the relay. For the rest it is
 * a slot like any other, signed by the identity key. Rule [K10].
 */
export const LocalSlot = z.strictObject({
  version: z.literal(1),
  workspace: WorkspaceId,
  member: MemberId,
  method: MethodId,
  params: PassphraseParams,
  app: TierSlot,
  vault: TierSlot,
})
export type LocalSlot = z.infer<typeof LocalSlot>

export type LocalSlotDeps = { readonly suite: Suite; readonly argon2id: Argon2id }

export async function createLocalSlot(
  deps: LocalSlotDeps,
  { app, vault }: OpenTiers,
  method: MethodId,
  passphrase: string,
): Promise<Result<Bytes, 'too-short'>> {
  const { suite } = deps
  const params = newPassphraseParams(suite)
  const secrets = await derivePassphraseSecrets(deps, passphrase, params)
  if (!secrets.ok) return err('too-short')
  const { workspace, member, identity } = app
  const head = { version: 1, workspace, member, method, params } as const
  const common = { identity, leastSequence: app.state.sequence }
  const [appSlot, vaultSlot] = await Promise.all([
    createTierSlot(suite, { ...common, place: placeOf(head, 'app'), secret: secrets.value.app, root: app.root }),
    createTierSlot(suite, { ...common, place: placeOf(head, 'vault'), secret: secrets.value.vault, root: vault.root }),
  ])
  wipe(secrets.value)
  const slot: LocalSlot = { ...head, app: appSlot, vault: vaultSlot }
  return ok(encodeCbor(slot))
}

export type LocalSlotRefusal = OpenRefusal | 'params-refused'

export async function openAppWithPassphrase(
  deps: LocalSlotDeps,
  studio: SealedStudio,
  localSlot: Uint8Array,
  passphrase: string,
): Promise<Result<OpenApp, LocalSlotRefusal>> {
  const opening = await unlockLocalSlot(deps, studio, localSlot, passphrase, 'app')
  if (!opening.ok) return opening
  return openAppBy(deps.suite, studio, opening.value).finally(() => opening.value.secret.fill(0))
}

export async function openVaultWithPassphrase(
  deps: LocalSlotDeps,
  studio: SealedStudio,
  localSlot: Uint8Array,
  passphrase: string,
): Promise<Result<OpenVault, LocalSlotRefusal>> {
  const opening = await unlockLocalSlot(deps, studio, localSlot, passphrase, 'vault')
  if (!opening.ok) return opening
  return openVaultBy(deps.suite, studio, opening.value).finally(() => opening.value.secret.fill(0))
}

async function unlockLocalSlot(
  deps: LocalSlotDeps,
  studio: SealedStudio,
  localSlot: Uint8Array,
  passphrase: string,
  tier: Tier,
): Promise<Result<SlotOpening, LocalSlotRefusal>> {
  const slot = decodeVersioned(localSlot, LocalSlot)
  if (!slot.ok) return slot
  const keyring = decodeKeyring(studio.keyring)
  if (!keyring.ok) return keyring
  if (!isOfKeyring(slot.value, keyring.value)) return err('wrong-identity')
  const secrets = await derivePassphraseSecrets(deps, passphrase, slot.value.params)
  if (!secrets.ok) return err(secrets.error === 'params-refused' ? 'params-refused' : 'wrong-secret')
  const secret = secrets.value[tier]
  secrets.value[tier === 'app' ? 'vault' : 'app'].fill(0)
  return ok({ keyring: keyring.value, place: placeOf(slot.value, tier), slot: slot.value[tier], secret })
}

function isOfKeyring(slot: LocalSlot, keyring: Keyring): boolean {
  return slot.workspace === keyring.workspace && slot.member === keyring.member
}

function placeOf(slot: Omit<LocalSlot, 'app' | 'vault'>, tier: Tier): SlotPlace {
  const { workspace, member, method, params } = slot
  const kdf = encodeCbor(['argon2id', params.memoryKib, params.iterations, params.parallelism, params.salt])
  return { workspace, member, method, kind: 'passphrase', credentialId: null, kdf, tier }
}

function wipe(secrets: PassphraseSecrets): void {
  secrets.app.fill(0)
  secrets.vault.fill(0)
}
