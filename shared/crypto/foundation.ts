import { assert } from '../lang/assert.ts'
import type { Bytes } from '../protocol/bytes.ts'
import type { DeviceId, MemberId, WorkspaceId } from '../protocol/ids.ts'
import type { SignedState, WorkspaceState } from '../protocol/state.ts'
import { createGrant } from './grants.ts'
import { encodeKeyring, type Keyring, type Slot } from './keyring.ts'
import { sealAppKeys, sealInboxKey, sealVaultKeys } from './member-keys.ts'
import { createMethodSlot, slotToStateMethod, type NewMethod } from './method-slot.ts'
import type { OpenApp, OpenVault } from './open-keyring.ts'
import { holdRoot } from './root.ts'
import { signState } from './state-seal.ts'
import type { Suite } from './suite.ts'

export type NewDevice = { readonly id: DeviceId; readonly signKey: Bytes; readonly receiveKey: Bytes }

export type FoundationRequest = {
  readonly workspace: WorkspaceId
  readonly member: MemberId
  readonly device: NewDevice
  readonly methods: readonly NewMethod[]
  /** Milliseconds since 1970. */
  readonly time: number
}

export type Foundation = {
  readonly signed: SignedState
  readonly keyring: Bytes
  readonly app: OpenApp
  readonly vault: OpenVault
}

/** Makes every key of a new workspace and its first signed state. */
export async function createFoundation(suite: Suite, request: FoundationRequest): Promise<Foundation> {
  assert(request.methods.length > 0, 'a studio without a method could never be opened again')
  const { workspace, member } = request
  const fresh = await drawKeys(suite)
  const { raw, identity, receiveKey, vaultReceiveKey, inbox, appKey, vaultKey } = fresh
  const place = { workspace, member }
  const [appRoot, vaultRoot] = await Promise.all([
    holdRoot(suite, 'app', suite.random(32)),
    holdRoot(suite, 'vault', suite.random(32)),
  ])
  const granted = { workspace, epoch: 1, member, granter: member, identity }
  const maker = { workspace, member, identity, appRoot, vaultRoot, leastSequence: 1 }
  const slots = await Promise.all(request.methods.map(method => createMethodSlot(suite, maker, method)))
  const keyring: Keyring = {
    version: 1,
    workspace,
    member,
    slots,
    appKeys: await sealAppKeys(suite, appRoot.key, place, { identity: raw.identity, receive: raw.receive }),
    vaultKeys: await sealVaultKeys(suite, vaultRoot.key, place, raw.vaultReceive),
    grants: [
      await createGrant(suite, {
        ...granted,
        tier: 'app',
        receiveKey: receiveKey.publicKey,
        key: appKey,
        raw: raw.app,
      }),
      await createGrant(suite, {
        ...granted,
        tier: 'vault',
        receiveKey: vaultReceiveKey.publicKey,
        key: vaultKey,
        raw: raw.vault,
      }),
    ],
    inbox: { epoch: 1, sealed: await sealInboxKey(suite, appKey, workspace, 1, raw.inbox) },
  }
  for (const bytes of Object.values(raw)) bytes.fill(0)
  const state = firstState(request, fresh, slots)
  const signed = await signState(suite, identity, state)
  const keyringBytes = encodeKeyring(keyring)
  const app: OpenApp = {
    workspace,
    member,
    identity,
    receiveKey,
    root: appRoot,
    appKeys: new Map([[1, appKey]]),
    currentEpoch: 1,
    inbox,
    signed,
    state,
    keyring: keyringBytes,
  }
  const vault: OpenVault = { workspace, member, root: vaultRoot, vaultKeys: new Map([[1, vaultKey]]), currentEpoch: 1 }
  return { signed, keyring: keyringBytes, app, vault }
}

function firstState(
  { workspace, member, device, time }: FoundationRequest,
  keys: FreshKeys,
  slots: Slot[],
): WorkspaceState {
  return {
    version: 1,
    workspace,
    sequence: 1,
    previous: null,
    leastSuite: 1,
    epochs: [{ epoch: 1, appKeyId: keys.appKey.keyId, vaultKeyId: keys.vaultKey.keyId }],
    members: [
      {
        id: member,
        identityKey: keys.identity.publicKey,
        receiveKey: keys.receiveKey.publicKey,
        vaultReceiveKey: keys.vaultReceiveKey.publicKey,
      },
    ],
    devices: [{ ...device, member, addedAt: time, revokedAt: null, lastData: null, lastAudit: null }],
    methods: slots.map(slot => slotToStateMethod(slot, member, time)),
    heads: [],
    inboxKey: keys.inbox.publicKey,
    signer: member,
    time,
  }
}

type FreshKeys = Awaited<ReturnType<typeof drawKeys>>

async function drawKeys(suite: Suite) {
  const raw = {
    identity: suite.random(32),
    receive: suite.random(32),
    vaultReceive: suite.random(32),
    inbox: suite.random(32),
    app: suite.random(32),
    vault: suite.random(32),
  }
  const [identity, receiveKey, vaultReceiveKey, inbox, appKey, vaultKey] = await Promise.all([
    suite.importSigningKey(raw.identity),
    suite.importReceiveKey(raw.receive),
    suite.importReceiveKey(raw.vaultReceive),
    suite.importReceiveKey(raw.inbox),
    suite.importPurposeKey(raw.app),
    suite.importPurposeKey(raw.vault),
  ])
  return { raw, identity, receiveKey, vaultReceiveKey, inbox, appKey, vaultKey }
}
