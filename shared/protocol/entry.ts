import { sha256 } from '@noble/hashes/sha2.js'
import { err, ok, type Result } from '../lang/result.ts'
import { bytesToHex, concatBytes, equalBytes, utf8ToBytes, type Bytes } from './bytes.ts'
import { decodeCbor, decodeCborContainer, encodeCbor } from './cbor.ts'
import type { EntryRefusal } from './errors.ts'
import { bytesToId, idToBytes, type DeviceId, type StreamId, type WorkspaceId } from './ids.ts'
import { limits } from './limits.ts'

/**
 * The entry: what one device did, sealed, signed and chained. The same bytes lie in the device's journal, on the
 * wire, in the relay's table and in a backup. Rules [E…] in SPEC.md.
 */
export const entryVersion = 1

/** Positions are the wire's codes: append only. */
export const entryKinds = ['change', 'snapshot', 'checkpoint', 'audit', 'keyring', 'blob', 'inbox'] as const
export type EntryKind = (typeof entryKinds)[number]

export const lanes = ['data', 'audit'] as const
export type Lane = (typeof lanes)[number]

/** What the author had seen of one other device: the highest sequence in each lane, 0 for none. */
export type FrontierItem = { readonly device: DeviceId; readonly data: number; readonly audit: number }

export type EntryHeader = {
  readonly version: typeof entryVersion
  readonly workspace: WorkspaceId
  readonly kind: EntryKind
  readonly stream: StreamId
  readonly device: DeviceId
  readonly lane: Lane
  /** 1, 2, 3 … in this device's lane. */
  readonly sequence: number
  /** The id of this device's previous entry in this lane; null for the first. */
  readonly previous: Bytes | null
  /** Sorted by device id, without the author. */
  readonly frontier: readonly FrontierItem[]
  readonly epoch: number
  /** The author's clock, milliseconds since 1970. A word of the author, never an order. */
  readonly time: number
}

export type Entry = {
  readonly header: EntryHeader
  readonly headerBytes: Bytes
  /** A sealed envelope (crypto/envelope.ts) whose associated data holds headerBytes. */
  readonly body: Bytes
  /** Ed25519 by the author's device key over `id`. */
  readonly signature: Bytes
  /** SHA-256("wlos/entry/v1" ‖ headerBytes ‖ body). The header is one self-delimiting CBOR value, so this is unambiguous. */
  readonly id: Bytes
}

const entryDomain = utf8ToBytes('wlos/entry/v1')

export function entryId(headerBytes: Uint8Array, body: Uint8Array): Bytes {
  return new Uint8Array(sha256.create().update(entryDomain).update(headerBytes).update(body).digest())
}

export function encodeHeader(header: EntryHeader): Bytes {
  return encodeCbor([
    header.version,
    idToBytes(header.workspace),
    entryKinds.indexOf(header.kind),
    idToBytes(header.stream),
    idToBytes(header.device),
    lanes.indexOf(header.lane),
    header.sequence,
    header.previous,
    header.frontier.map(item => [idToBytes(item.device), item.data, item.audit]),
    header.epoch,
    header.time,
  ])
}

export function encodeEntry(entry: Pick<Entry, 'headerBytes' | 'body' | 'signature'>): Bytes {
  return encodeCbor([entry.headerBytes, entry.body, entry.signature])
}

/** Checks form and limits only. Signature and chain are `verifyEntrySignature`'s and `placeInLane`'s to check. */
export function decodeEntry(bytes: Uint8Array): Result<Entry, EntryRefusal> {
  if (bytes.length > limits.entryBytes) return err('too-large')
  try {
    const parts = decodeCborContainer(bytes)
    if (!Array.isArray(parts) || parts.length !== 3) return err('malformed')
    const [headerBytes, body, signature] = parts
    if (!isBytes(headerBytes) || !isBytes(body) || !isBytes(signature, 64)) return err('malformed')
    const header = decodeHeader(headerBytes)
    if (!header.ok) return header
    // One entry has one encoding: the three byte strings again, each with its shortest length prefix.
    if (!equalBytes(encodeEntry({ headerBytes, body, signature }), bytes)) return err('malformed')
    return ok({ header: header.value, headerBytes, body, signature, id: entryId(headerBytes, body) })
  } catch {
    return err('malformed')
  }
}

export function decodeHeader(bytes: Uint8Array): Result<EntryHeader, EntryRefusal> {
  const fields = decodeCbor(bytes)
  if (!Array.isArray(fields) || !isUint(fields[0])) return err('malformed')
  if (fields[0] !== entryVersion) return err('unknown-version')
  if (fields.length !== 11) return err('malformed')
  const [, workspace, kindCode, stream, device, laneCode, sequence, previous, frontier, epoch, time] = fields
  const kind = typeof kindCode === 'number' ? entryKinds[kindCode] : undefined
  const lane = typeof laneCode === 'number' ? lanes[laneCode] : undefined
  if (kind === undefined) return err('unknown-version')
  if (lane === undefined || (kind === 'audit') !== (lane === 'audit')) return err('malformed')
  if (!isBytes(workspace, 16) || !isBytes(stream, 16) || !isBytes(device, 16)) return err('malformed')
  if (!isUint(sequence) || sequence < 1 || !isUint(epoch) || epoch < 1 || !isUint(time)) return err('malformed')
  if (sequence === 1 ? previous !== null : !isBytes(previous, 32)) return err('malformed')
  const author = bytesToId<DeviceId>(device)
  const items = decodeFrontier(frontier, author)
  if (items === null) return err('malformed')
  return ok({
    version: entryVersion,
    workspace: bytesToId<WorkspaceId>(workspace),
    kind,
    stream: bytesToId<StreamId>(stream),
    device: author,
    lane,
    sequence,
    previous,
    frontier: items,
    epoch,
    time,
  })
}

function decodeFrontier(value: unknown, author: DeviceId): FrontierItem[] | null {
  if (!Array.isArray(value) || value.length > limits.frontierDevices) return null
  const items: FrontierItem[] = []
  for (const item of value) {
    if (!Array.isArray(item) || item.length !== 3) return null
    const [deviceBytes, data, audit] = item
    if (!isBytes(deviceBytes, 16) || !isUint(data) || !isUint(audit)) return null
    const device = bytesToId<DeviceId>(deviceBytes)
    const last = items.at(-1)
    if (device === author || (last !== undefined && last.device >= device)) return null
    items.push({ device, data, audit })
  }
  return items
}

function isBytes(value: unknown, length?: number): value is Bytes {
  return value instanceof Uint8Array && (length === undefined || value.length === length)
}

function isUint(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

export type LaneTip = { readonly sequence: number; readonly id: Bytes }

/** Where an entry stands to the last one known of its lane. `behind` says nothing of its content: compare ids. */
export type LanePlace = 'next' | 'behind' | 'gap' | 'fork'

export function placeInLane(tip: LaneTip | null, entry: Entry): LanePlace {
  const { sequence, previous } = entry.header
  const known = tip?.sequence ?? 0
  if (sequence > known + 1) return 'gap'
  if (sequence <= known) {
    return tip !== null && sequence === known && !equalBytes(tip.id, entry.id) ? 'fork' : 'behind'
  }
  if (tip === null) return 'next'
  return previous !== null && equalBytes(previous, tip.id) ? 'next' : 'fork'
}

/** For maps and logs: the id as 64 hexadecimal digits. */
export function entryKey(id: Uint8Array): string {
  return bytesToHex(id)
}

export function encodeBatch(entries: readonly Uint8Array[]): Bytes {
  return encodeCbor(entries)
}

/** Null where the bytes are no array of byte strings. The entries themselves are still to be decoded. */
export function decodeBatch(bytes: Uint8Array): Bytes[] | null {
  try {
    const value = decodeCborContainer(bytes)
    return Array.isArray(value) && value.every(item => isBytes(item)) ? value : null
  } catch {
    return null
  }
}

/** One entry as the relay hands it out: what it added lies outside the signature. */
export type RelayedEntry = {
  /** Gapless in the workspace, from 1. */
  readonly relaySequence: number
  /** Milliseconds since 1970, the relay's clock. */
  readonly receivedAt: number
  readonly ip: string | null
  readonly bytes: Bytes
}

export type PullPage = {
  readonly entries: readonly RelayedEntry[]
  /** The highest relay sequence of the workspace when the page was made. */
  readonly head: number
  /** The sequence of the signed state then: a device that has an older one fetches it before it reads the page. */
  readonly stateSequence: number
}

export function encodePullPage(page: PullPage): Bytes {
  return encodeCbor([
    page.head,
    page.stateSequence,
    page.entries.map(e => [e.relaySequence, e.receivedAt, e.ip, e.bytes]),
  ])
}

/** Throws a CborError or RangeError where the page is malformed. */
export function decodePullPage(bytes: Uint8Array): PullPage {
  const value = decodeCborContainer(bytes)
  if (!Array.isArray(value) || value.length !== 3) throw new RangeError('no pull page')
  const [head, stateSequence, rows] = value
  if (!isUint(head) || !isUint(stateSequence) || !Array.isArray(rows)) throw new RangeError('no pull page')
  return { head, stateSequence, entries: rows.map(decodeRelayedEntry) }
}

function decodeRelayedEntry(row: unknown): RelayedEntry {
  if (!Array.isArray(row) || row.length !== 4) throw new RangeError('no relayed entry')
  const [relaySequence, receivedAt, ip, entryBytes] = row
  if (!isUint(relaySequence) || !isUint(receivedAt) || !isBytes(entryBytes)) throw new RangeError('no relayed entry')
  if (ip !== null && typeof ip !== 'string') throw new RangeError('no relayed entry')
  // Copied, so that keeping one entry does not keep its whole page in memory.
  return { relaySequence, receivedAt, ip, bytes: concatBytes(entryBytes) }
}
