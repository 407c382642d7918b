import { err, ok, type Result } from '../lang/result.ts'
import { equalBytes, type Bytes } from '../protocol/bytes.ts'
import type { MemberId, WorkspaceId } from '../protocol/ids.ts'
import {
  decodeState,
  memberOf,
  stateHash,
  type SignedState,
  type StateMember,
  type WorkspaceState,
} from '../protocol/state.ts'
import { openGrant } from './grants.ts'
import { decodeKeyring, type Keyring, type KeyringFormError, type Tier, type TierSlot } from './keyring.ts'
import { openAppKeys, openInboxKey, openVaultKeys } from './member-keys.ts'
import { holdRoot, type RootHandle } from './root.ts'
import { openSlotBlob, openWrap, verifyWrap, type SlotPlace } from './slots.ts'
import { checkStateFollows, verifyState, type FollowRefusal, type StateRefusal } from './state-seal.ts'
import type { PurposeKey, ReceiveKey, SigningKey, Suite } from './suite.ts'
import { slotPlace, verifyKeyring } from './verify-keyring.ts'

/** The application tier, open: everything but secret fields. */
export type OpenApp = {
  readonly workspace: WorkspaceId
  readonly member: MemberId
  readonly identity: SigningKey
  readonly receiveKey: ReceiveKey
  readonly root: RootHandle
  readonly appKeys: ReadonlyMap<number, PurposeKey>
  readonly currentEpoch: number
  readonly inbox: ReceiveKey
  readonly signed: SignedState
  readonly state: WorkspaceState
  readonly keyring: Bytes
}

/** The vault tier, open: secret fields, after a ceremony of its own. */
export type OpenVault = {
  readonly workspace: WorkspaceId
  readonly member: MemberId
  readonly root: RootHandle
  readonly vaultKeys: ReadonlyMap<number, PurposeKey>
  readonly currentEpoch: number
}

/** What this device remembers of the highest state it accepted. */
export type Pin = { readonly sequence: number; readonly hash: Bytes; readonly fingerprint: Bytes }

export type SealedStudio = {
  readonly keyring: Uint8Array
  readonly signed: SignedState
  /** Absent on a device that meets this workspace for the first time. */
  readonly pin?: Pin | undefined
}

export type SlotChoice = { readonly kind: 'passkey'; readonly credentialId: string } | { readonly kind: 'recovery' }

export type OpenRefusal =
  | KeyringFormError
  | 'no-such-method'
  /** The secret does not open the method's own blob: another key, or damage. Nothing was changed. */
  | 'wrong-secret'
  /** State or key ring are not of the identity that the method or the pin remembers. */
  | 'wrong-identity'
  | 'state-refused'
  | 'rolled-back'
  | 'keyring-refused'

/** Opens with the secret of one method of the key ring, checking all that the relay handed over. Rule [K8]. */
export async function openApp(
  suite: Suite,
  studio: SealedStudio,
  choice: SlotChoice,
  secret: Bytes,
): Promise<Result<OpenApp, OpenRefusal>> {
  const opening = chooseSlot(studio, choice, 'app', secret)
  return opening.ok ? openAppBy(suite, studio, opening.value) : opening
}

export async function openVault(
  suite: Suite,
  studio: SealedStudio,
  choice: SlotChoice,
  secret: Bytes,
): Promise<Result<OpenVault, OpenRefusal>> {
  const opening = chooseSlot(studio, choice, 'vault', secret)
  return opening.ok ? openVaultBy(suite, studio, opening.value) : opening
}

/** A slot with the secret for it, from the key ring or from this device alone (local-slot.ts). */
export type SlotOpening = {
  readonly keyring: Keyring
  readonly place: SlotPlace
  readonly slot: TierSlot
  readonly secret: Bytes
}

function chooseSlot(
  studio: SealedStudio,
  choice: SlotChoice,
  tier: Tier,
  secret: Bytes,
): Result<SlotOpening, OpenRefusal> {
  const decoded = decodeKeyring(studio.keyring)
  if (!decoded.ok) return decoded
  const keyring = decoded.value
  const slot = keyring.slots.find(candidate =>
    choice.kind === 'passkey' ? candidate.credentialId === choice.credentialId : candidate.kind === 'recovery',
  )
  if (slot === undefined) return err('no-such-method')
  return ok({ keyring, place: slotPlace(keyring, slot, tier), slot: slot[tier], secret })
}

export async function openAppBy(
  suite: Suite,
  studio: SealedStudio,
  opening: SlotOpening,
): Promise<Result<OpenApp, OpenRefusal>> {
  const opened = await openRoot(suite, studio, opening)
  if (!opened.ok) return opened
  const { keyring } = opening
  const { root, state, self } = opened.value
  const keys = await openAppKeys(suite, root.key, keyring, keyring.appKeys)
  if (keys === null) return err('keyring-refused')
  if (!equalBytes(keys.identity.publicKey, self.identityKey)) return err('keyring-refused')
  if (!equalBytes(keys.receiveKey.publicKey, self.receiveKey)) return err('keyring-refused')
  const held = await openEpochs(suite, keyring, state, keys.receiveKey)
  if (held === null) return err('keyring-refused')
  return ok({
    workspace: keyring.workspace,
    member: keyring.member,
    ...keys,
    root,
    ...held,
    signed: studio.signed,
    state,
    keyring: new Uint8Array(studio.keyring),
  })
}

export async function openVaultBy(
  suite: Suite,
  studio: SealedStudio,
  opening: SlotOpening,
): Promise<Result<OpenVault, OpenRefusal>> {
  const opened = await openRoot(suite, studio, opening)
  if (!opened.ok) return opened
  const { keyring } = opening
  const { root, state, self } = opened.value
  const receiveKey = await openVaultKeys(suite, root.key, keyring, keyring.vaultKeys)
  if (receiveKey === null || !equalBytes(receiveKey.publicKey, self.vaultReceiveKey)) return err('keyring-refused')
  const vaultKeys = await openGrants(suite, keyring, 'vault', receiveKey)
  if (vaultKeys === null) return err('keyring-refused')
  return ok({
    workspace: keyring.workspace,
    member: keyring.member,
    root,
    vaultKeys,
    currentEpoch: state.epochs.length,
  })
}

type OpenedRoot = { readonly root: RootHandle; readonly state: WorkspaceState; readonly self: StateMember }

async function openRoot(
  suite: Suite,
  studio: SealedStudio,
  opening: SlotOpening,
): Promise<Result<OpenedRoot, OpenRefusal>> {
  const { keyring, place, slot } = opening
  const blob = await openSlotBlob(suite, place, slot, opening.secret)
  if (!blob.ok) return err('wrong-secret')
  const { privateKey, fingerprint, leastSequence } = blob.value
  try {
    const trusted = await trustState(suite, studio, keyring, { fingerprint, leastSequence })
    if (!trusted.ok) return trusted
    const { state, self } = trusted.value
    if (blob.value.member !== keyring.member) return err('wrong-identity')
    if (!(await verifyWrap(suite, self.identityKey, place, slot))) return err('keyring-refused')
    if (!(await verifyKeyring(suite, keyring, state))) return err('keyring-refused')
    const methodKey = await suite.importReceiveKey(privateKey)
    if (!equalBytes(methodKey.publicKey, slot.publicKey)) return err('keyring-refused')
    const raw = await openWrap(suite, place, slot, methodKey)
    if (raw === null || raw.length !== 32) return err('keyring-refused')
    return ok({ root: await holdRoot(suite, place.tier, raw), state, self })
  } finally {
    privateKey.fill(0)
  }
}

type Anchor = { readonly fingerprint: Bytes; readonly leastSequence: number }

/** The fingerprint comes out of what only the method opens, so the relay has no say in whose signature counts. */
async function trustState(
  suite: Suite,
  { signed, pin }: SealedStudio,
  keyring: Keyring,
  anchor: Anchor,
): Promise<Result<{ state: WorkspaceState; self: StateMember }, OpenRefusal>> {
  if (pin !== undefined && !equalBytes(pin.fingerprint, anchor.fingerprint)) return err('wrong-identity')
  const claimed = claimedIdentity(suite, signed, anchor.fingerprint)
  if (claimed === null) return err('wrong-identity')
  const verified = await verifyState(suite, signed, claimed)
  if (!verified.ok) return err('state-refused')
  const state = verified.value
  const self = memberOf(state, keyring.member)
  if (state.workspace !== keyring.workspace || self === undefined) return err('wrong-identity')
  if (!equalBytes(self.identityKey, claimed)) return err('wrong-identity')
  if (state.sequence < anchor.leastSequence) return err('rolled-back')
  if (pin !== undefined && isBeforePin(signed, state, pin)) return err('rolled-back')
  return ok({ state, self })
}

function claimedIdentity(suite: Suite, signed: SignedState, fingerprint: Bytes): Bytes | null {
  const decoded = decodeState(signed.bytes)
  if (!decoded.ok) return null
  const member = decoded.value.members.find(item => equalBytes(suite.sha256(item.identityKey), fingerprint))
  return member?.identityKey ?? null
}

function isBeforePin(signed: SignedState, state: WorkspaceState, pin: Pin): boolean {
  if (state.sequence !== pin.sequence) return state.sequence < pin.sequence
  return !equalBytes(stateHash(signed.bytes), pin.hash)
}

async function openEpochs(suite: Suite, keyring: Keyring, state: WorkspaceState, receiveKey: ReceiveKey) {
  const appKeys = await openGrants(suite, keyring, 'app', receiveKey)
  const inboxKey = appKeys?.get(keyring.inbox.epoch)
  if (appKeys === null || inboxKey === undefined) return null
  const inbox = await openInboxKey(suite, inboxKey, keyring.workspace, keyring.inbox.epoch, keyring.inbox.sealed)
  if (inbox === null || !equalBytes(inbox.publicKey, state.inboxKey)) return null
  return { appKeys, inbox, currentEpoch: state.epochs.length }
}

/** `verifyKeyring` has seen to it that every epoch of the state has its grant. */
async function openGrants(
  suite: Suite,
  keyring: Keyring,
  tier: Tier,
  receiveKey: ReceiveKey,
): Promise<Map<number, PurposeKey> | null> {
  const keyByEpoch = new Map<number, PurposeKey>()
  for (const grant of keyring.grants) {
    if (grant.tier !== tier || grant.member !== keyring.member) continue
    const key = await openGrant(suite, keyring.workspace, grant, receiveKey)
    if (key === null) return null
    keyByEpoch.set(grant.epoch, key)
  }
  return keyByEpoch
}

export type AdoptRefusal = StateRefusal | FollowRefusal | KeyringFormError | 'keyring-refused'

/** Takes over a newer state and key ring while open: another device of this member made them. Rule [K9]. */
export async function adoptState(
  suite: Suite,
  app: OpenApp,
  received: { readonly signed: SignedState; readonly keyring: Uint8Array },
): Promise<Result<OpenApp, AdoptRefusal>> {
  const verified = await verifyState(suite, received.signed, app.identity.publicKey)
  if (!verified.ok) return verified
  const state = verified.value
  const follows = checkStateFollows(
    { state: app.state, hash: stateHash(app.signed.bytes) },
    { state, hash: stateHash(received.signed.bytes) },
  )
  if (!follows.ok) return follows
  const decoded = decodeKeyring(received.keyring)
  if (!decoded.ok) return decoded
  const keyring = decoded.value
  if (keyring.workspace !== app.workspace || keyring.member !== app.member) return err('keyring-refused')
  if (!(await verifyKeyring(suite, keyring, state))) return err('keyring-refused')
  const held = await openEpochs(suite, keyring, state, app.receiveKey)
  if (held === null) return err('keyring-refused')
  return ok({ ...app, ...held, state, signed: received.signed, keyring: new Uint8Array(received.keyring) })
}
