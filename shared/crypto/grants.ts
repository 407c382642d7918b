import { equalBytes, type Bytes } from '../protocol/bytes.ts'
import { idToBytes, type MemberId, type WorkspaceId } from '../protocol/ids.ts'
import { lengthPrefixed, uintToBytes } from '../protocol/length-prefix.ts'
import { memberOf, type WorkspaceState } from '../protocol/state.ts'
import type { Grant, Tier } from './keyring.ts'
import type { PurposeKey, ReceiveKey, SigningKey, Suite } from './suite.ts'

export type GrantRequest = {
  readonly workspace: WorkspaceId
  readonly epoch: number
  readonly tier: Tier
  readonly member: MemberId
  /** The member's receiving key of the tier. */
  readonly receiveKey: Bytes
  readonly granter: MemberId
  readonly identity: SigningKey
  readonly key: PurposeKey
  readonly raw: Bytes
}

/** Rule [K7]: an epoch key for one member, with the granter's word on it. */
export async function createGrant(suite: Suite, request: GrantRequest): Promise<Grant> {
  const { workspace, epoch, tier, member, granter } = request
  const info = describeGrant('wlos/grant/v1', workspace, { epoch, tier, member })
  const sealed = await suite.hpkeSeal(request.receiveKey, { info, aad: new Uint8Array(0) }, request.raw)
  const unsigned = { epoch, tier, member, granter, keyId: request.key.keyId, sealed }
  const message = grantMessage(suite, workspace, unsigned, request.receiveKey)
  return { ...unsigned, signature: await suite.sign(request.identity, message) }
}

/** The granter and both keys are taken from the signed state, never from the grant. */
export async function verifyGrant(suite: Suite, state: WorkspaceState, grant: Grant): Promise<boolean> {
  const granter = memberOf(state, grant.granter)
  const member = memberOf(state, grant.member)
  const epoch = state.epochs.find(item => item.epoch === grant.epoch)
  if (granter === undefined || member === undefined || epoch === undefined) return false
  const receiveKey = grant.tier === 'app' ? member.receiveKey : member.vaultReceiveKey
  const keyId = grant.tier === 'app' ? epoch.appKeyId : epoch.vaultKeyId
  if (!equalBytes(grant.keyId, keyId)) return false
  return suite.verify(granter.identityKey, grant.signature, grantMessage(suite, state.workspace, grant, receiveKey))
}

/** Null where it does not open, or holds another key than the signed state names. */
export async function openGrant(
  suite: Suite,
  workspace: WorkspaceId,
  grant: Grant,
  receiveKey: ReceiveKey,
): Promise<PurposeKey | null> {
  const info = describeGrant('wlos/grant/v1', workspace, grant)
  const raw = await suite.hpkeOpen(receiveKey, { info, aad: new Uint8Array(0) }, grant.sealed)
  if (raw === null || raw.length !== 32) return null
  const key = await suite.importPurposeKey(raw)
  raw.fill(0)
  return equalBytes(key.keyId, grant.keyId) ? key : null
}

function grantMessage(suite: Suite, workspace: WorkspaceId, grant: Omit<Grant, 'signature'>, receiveKey: Bytes): Bytes {
  return lengthPrefixed(
    describeGrant('wlos/grant-signature/v1', workspace, grant),
    idToBytes(grant.granter),
    receiveKey,
    grant.keyId,
    suite.sha256(grant.sealed),
  )
}

function describeGrant(domain: string, workspace: WorkspaceId, grant: Pick<Grant, 'epoch' | 'tier' | 'member'>): Bytes {
  return lengthPrefixed(domain, idToBytes(workspace), uintToBytes(grant.epoch), grant.tier, idToBytes(grant.member))
}
