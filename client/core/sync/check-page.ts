import { openEntryBody, verifyEntrySignature, type SealedEntry } from '#shared/crypto/entry-seal.ts'
import type { Suite } from '#shared/crypto/suite.ts'
import type { Bytes } from '#shared/protocol/bytes.ts'
import { equalBytes } from '#shared/protocol/bytes.ts'
import { decodeEntry, placeInLane, type Lane, type LaneTip, type RelayedEntry } from '#shared/protocol/entry.ts'
import type { DeviceId } from '#shared/protocol/ids.ts'
import type { SetAside, SyncStop } from '../api.ts'
import { deviceSignKey, type StudioKeys } from '../studio-keys.ts'

/** A pulled entry after everything about it was checked that needs no order: form, workspace, author, signature, seal. */
export type ExaminedEntry =
  | { readonly kind: 'good'; readonly relayed: RelayedEntry; readonly entry: SealedEntry; readonly body: Bytes | null }
  | SetAsideEntry

export type SetAsideEntry = {
  readonly kind: 'bad'
  readonly relayed: RelayedEntry
  readonly refusal: SetAside['refusal']
  /** What its header says; believed only where `isSigned`. */
  readonly device: DeviceId | null
  readonly lane: Lane | null
  readonly sequence: number | null
  readonly isSigned: boolean
}

/** Signatures and seals of a whole page at once: WebCrypto works beside this thread. Audit bodies stay sealed until read. */
export function examinePage(suite: Suite, keys: StudioKeys, page: readonly RelayedEntry[]): Promise<ExaminedEntry[]> {
  return Promise.all(page.map(relayed => examine(suite, keys, relayed)))
}

async function examine(suite: Suite, keys: StudioKeys, relayed: RelayedEntry): Promise<ExaminedEntry> {
  const decoded = decodeEntry(relayed.bytes)
  if (!decoded.ok) {
    return { kind: 'bad', relayed, refusal: decoded.error, device: null, lane: null, sequence: null, isSigned: false }
  }
  const entry: SealedEntry = { ...decoded.value, bytes: relayed.bytes }
  const { device, sequence, workspace, lane } = entry.header
  const bad = (refusal: SetAside['refusal'], isSigned = false): ExaminedEntry => ({
    kind: 'bad',
    relayed,
    refusal,
    device,
    lane,
    sequence,
    isSigned,
  })
  if (workspace !== keys.workspace) return bad('foreign-workspace')
  const signKey = deviceSignKey(keys, device)
  if (signKey === null || isPastRevocation(keys, device, lane, sequence)) return bad('foreign-device')
  const appKey = keys.appKey(entry.header.epoch)
  // The trail and files are opened when somebody looks at them.
  const isReadNow = lane === 'data' && entry.header.kind !== 'blob'
  const [isSigned, body] = await Promise.all([
    verifyEntrySignature(suite, signKey, entry),
    !isReadNow || appKey === null ? null : openEntryBody(suite, appKey, entry),
  ])
  if (!isSigned) return bad('bad-signature')
  if (isReadNow && (body === null || !body.ok)) return bad('cannot-open', true)
  return { kind: 'good', relayed, entry, body: body?.ok === true ? body.value : null }
}

function isPastRevocation(keys: StudioKeys, device: DeviceId, lane: Lane, sequence: number): boolean {
  return sequence > lastCounting(keys, device, lane)
}

/** The last sequence of a lane that counts: without end, but for a device that was removed. */
export function lastCounting(keys: StudioKeys, device: DeviceId, lane: Lane): number {
  const known = keys.state().devices.find(item => item.id === device)
  if (known === undefined || known.revokedAt === null) return Number.POSITIVE_INFINITY
  return (lane === 'data' ? known.lastData : known.lastAudit) ?? 0
}

export type OrderDeps = {
  /** The last entry known of a lane, before this page. */
  readonly tip: (device: DeviceId, lane: Lane) => LaneTip | null
  /** The id of an entry held at this position; null where none is. */
  readonly idAt: (device: DeviceId, lane: Lane, sequence: number) => Promise<Bytes | null>
  /** The highest sequence of a lane that ever came here signed, those set aside included. */
  readonly heard: (device: DeviceId, lane: Lane) => number
  /** What lies beyond it does not count, so nobody misses it. */
  readonly lastCounting: (device: DeviceId, lane: Lane) => number
  /**
   * Entries of a newer version lie aside: nobody can say here what they are, so what is missing may be just these. The
   * status says that an update is needed, and what is withheld is found after it.
   */
  readonly isBehind: () => boolean
}

export type OrderedPage = {
  readonly fresh: readonly Extract<ExaminedEntry, { kind: 'good' }>[]
  /** Held already: own entries that come back, or a page pulled twice. */
  readonly known: readonly Extract<ExaminedEntry, { kind: 'good' }>[]
  readonly aside: readonly SetAsideEntry[]
  readonly stop: SyncStop | null
}

/**
 * Puts a page in its place: chains, forks, and whether the relay held back what an author had seen. A stop means that the
 * relay is no longer to be trusted; entries before it are good. Rules [L…] in shared/protocol/SPEC.md.
 */
export async function orderPage(deps: OrderDeps, examined: readonly ExaminedEntry[]): Promise<OrderedPage> {
  const fresh: Extract<ExaminedEntry, { kind: 'good' }>[] = []
  const known: Extract<ExaminedEntry, { kind: 'good' }>[] = []
  const aside: SetAsideEntry[] = []
  const tips = new Map<string, LaneTip>()
  const heard = new Map<string, number>()
  const placed = new Map<string, Bytes>()
  const isMissing = (device: DeviceId, lane: Lane, seen: number) =>
    heardOf(device, lane) < Math.min(seen, deps.lastCounting(device, lane))
  const tipOf = (device: DeviceId, lane: Lane) => tips.get(`${device}/${lane}`) ?? deps.tip(device, lane)
  const heardOf = (device: DeviceId, lane: Lane) => heard.get(`${device}/${lane}`) ?? deps.heard(device, lane)
  const hear = (device: DeviceId, lane: Lane, sequence: number) =>
    heard.set(`${device}/${lane}`, Math.max(sequence, heardOf(device, lane)))
  for (const item of examined) {
    if (item.kind === 'bad') {
      aside.push(item)
      // Only what its author signed counts as heard: a forged header must not hide that real entries are missing.
      if (item.isSigned && item.device !== null && item.lane !== null) hear(item.device, item.lane, item.sequence ?? 0)
      continue
    }
    const { device, lane, sequence } = item.entry.header
    const place = placeInLane(tipOf(device, lane), item.entry)
    if (place === 'behind' || place === 'fork') {
      const held = placed.get(`${device}/${lane}/${sequence}`) ?? (await deps.idAt(device, lane, sequence))
      if (held === null || !equalBytes(held, item.entry.id))
        return { fresh, known, aside, stop: { kind: 'forked', device, sequence } }
      known.push(item)
      continue
    }
    const withheld = item.entry.header.frontier.find(
      seen => isMissing(seen.device, 'data', seen.data) || isMissing(seen.device, 'audit', seen.audit),
    )
    const isBehind = deps.isBehind() || aside.some(entry => entry.refusal === 'unknown-version')
    if (withheld !== undefined && !isBehind)
      return { fresh, known, aside, stop: { kind: 'withheld', device: withheld.device, sequence: withheld.data } }
    hear(device, lane, sequence)
    if (place === 'gap') {
      aside.push({
        kind: 'bad',
        relayed: item.relayed,
        refusal: 'broken-chain',
        device,
        lane,
        sequence,
        isSigned: true,
      })
      continue
    }
    tips.set(`${device}/${lane}`, { sequence, id: item.entry.id })
    placed.set(`${device}/${lane}/${sequence}`, item.entry.id)
    fresh.push(item)
  }
  return { fresh, known, aside, stop: null }
}
