import * as z from 'zod/mini'
import type { Bytes } from '../protocol/bytes.ts'
import { decodeCbor, encodeCbor } from '../protocol/cbor.ts'
import type { MemberId, WorkspaceId } from '../protocol/ids.ts'
import { openEnvelope, plainContext, sealEnvelope, type EnvelopeContext } from './envelope.ts'
import type { PurposeKey, ReceiveKey, SigningKey, Suite } from './suite.ts'

/** The private keys that lie under a root or an epoch key: sealed together, opened to handles. Rule [K6]. */
export type MemberPlace = { readonly workspace: WorkspaceId; readonly member: MemberId }

const raw = () => z.custom<Bytes>(value => value instanceof Uint8Array && value.length === 32)
const AppKeys = z.strictObject({ identity: raw(), receive: raw() })
const OneKey = z.strictObject({ receive: raw() })

export function sealAppKeys(
  suite: Suite,
  root: PurposeKey,
  place: MemberPlace,
  keys: z.infer<typeof AppKeys>,
): Promise<Bytes> {
  return sealKeys(suite, root, memberContext(place, 'app', 'member-keys'), keys)
}

export type OpenAppKeys = { readonly identity: SigningKey; readonly receiveKey: ReceiveKey }

export async function openAppKeys(
  suite: Suite,
  root: PurposeKey,
  place: MemberPlace,
  sealed: Bytes,
): Promise<OpenAppKeys | null> {
  const keys = await openKeys(suite, root, memberContext(place, 'app', 'member-keys'), sealed, AppKeys)
  if (keys === null) return null
  const identity = await suite.importSigningKey(keys.identity)
  const receiveKey = await suite.importReceiveKey(keys.receive)
  keys.identity.fill(0)
  keys.receive.fill(0)
  return { identity, receiveKey }
}

export function sealVaultKeys(suite: Suite, root: PurposeKey, place: MemberPlace, receive: Bytes): Promise<Bytes> {
  return sealKeys(suite, root, memberContext(place, 'vault', 'vault-keys'), { receive })
}

export function openVaultKeys(
  suite: Suite,
  root: PurposeKey,
  place: MemberPlace,
  sealed: Bytes,
): Promise<ReceiveKey | null> {
  return openOne(suite, root, memberContext(place, 'vault', 'vault-keys'), sealed)
}

/** The inbox belongs to the workspace: whoever has the application key of the epoch reads what the outside sends. */
export function sealInboxKey(
  suite: Suite,
  appKey: PurposeKey,
  workspace: WorkspaceId,
  epoch: number,
  receive: Bytes,
): Promise<Bytes> {
  return sealKeys(suite, appKey, inboxContext(workspace, epoch), { receive })
}

export function openInboxKey(
  suite: Suite,
  appKey: PurposeKey,
  workspace: WorkspaceId,
  epoch: number,
  sealed: Bytes,
): Promise<ReceiveKey | null> {
  return openOne(suite, appKey, inboxContext(workspace, epoch), sealed)
}

function memberContext(place: MemberPlace, tier: 'app' | 'vault', objectType: string): EnvelopeContext {
  const { workspace, member } = place
  return { ...plainContext, purpose: 'keys', workspace, tier, epoch: 0, objectType, objectId: member }
}

function inboxContext(workspace: WorkspaceId, epoch: number): EnvelopeContext {
  return { ...plainContext, purpose: 'keys', workspace, tier: 'app', epoch, objectType: 'inbox', objectId: workspace }
}

async function sealKeys(suite: Suite, key: PurposeKey, context: EnvelopeContext, keys: object): Promise<Bytes> {
  const encoded = encodeCbor(keys)
  const sealed = await sealEnvelope(suite, key, context, encoded)
  encoded.fill(0)
  return sealed
}

async function openKeys<Schema extends z.ZodMiniType>(
  suite: Suite,
  key: PurposeKey,
  context: EnvelopeContext,
  sealed: Bytes,
  schema: Schema,
): Promise<z.output<Schema> | null> {
  const opened = await openEnvelope(suite, key, context, sealed)
  if (!opened.ok) return null
  const parsed = schema.safeParse(decodeCbor(opened.value))
  opened.value.fill(0)
  return parsed.success ? parsed.data : null
}

async function openOne(
  suite: Suite,
  key: PurposeKey,
  context: EnvelopeContext,
  sealed: Bytes,
): Promise<ReceiveKey | null> {
  const keys = await openKeys(suite, key, context, sealed, OneKey)
  if (keys === null) return null
  const receiveKey = await suite.importReceiveKey(keys.receive)
  keys.receive.fill(0)
  return receiveKey
}
