import type { PushResult } from '#shared/protocol/api.ts'
import { assert } from '#shared/lang/assert.ts'
import { equalBytes, type Bytes } from '#shared/protocol/bytes.ts'
import { placeInLane, type Entry, type LaneTip } from '#shared/protocol/entry.ts'
import type { EntryRefusal } from '#shared/protocol/errors.ts'
import type { WorkspaceId } from '#shared/protocol/ids.ts'
import type { Relay } from '../relay.ts'
import {
  appendEntries,
  lockWorkspace,
  readLaneTip,
  readPositions,
  type EntryPosition,
  type StoredEntry,
} from '../storage/entry-store.ts'
import type { Db } from '../storage/storage.ts'
import { checkEntries, type CheckedEntry } from './check-entry.ts'

type Outcome = PushResult['results'][number]
type Arrival = { readonly workspace: WorkspaceId; readonly receivedAt: number; readonly ip: string }

/** What is known of a lane while a batch is taken in. */
type LaneState = { tip: LaneTip | null; readonly positions: Map<number, EntryPosition>; isBroken: boolean }

/** Takes a batch in, in one durable transaction. The same batch again gets the same answer. */
export async function pushEntries(
  relay: Relay,
  workspace: WorkspaceId,
  ip: string,
  batch: readonly Bytes[],
): Promise<PushResult> {
  for (;;) {
    const view = await relay.views.read(workspace)
    const checked = await checkEntries(view, batch)
    const arrival = { workspace, receivedAt: relay.clock.now(), ip }
    const result = await relay.storage.db.transaction().execute(async db => {
      const locked = await lockWorkspace(db, workspace)
      assert(locked !== null, 'a session belongs to a workspace')
      // A device may have been revoked since the state was read: then everything is checked again.
      if (locked.stateSequence !== view.state.sequence) return null
      return takeIn(db, arrival, locked.head, checked)
    })
    if (result === null) {
      relay.views.forget(workspace)
      continue
    }
    if (result.hasGrown) relay.bus.publish(workspace, { head: result.head })
    return { results: result.results, head: result.head }
  }
}

async function takeIn(db: Db, arrival: Arrival, lockedHead: number, checked: readonly CheckedEntry[]) {
  const lanes = await readLanes(db, arrival.workspace, checked)
  const fresh: StoredEntry[] = []
  const results = checked.map((item): Outcome => {
    const { entry } = item
    if (entry === null) return { ok: false, refusal: item.refusal ?? 'malformed' }
    const lane = lanes.get(laneName(entry))
    assert(lane !== undefined, 'the lane of every entry was read')
    const placed = place(lane, entry, item.refusal)
    if (placed === 'next') {
      const relaySequence = lockedHead + fresh.length + 1
      fresh.push(toStored(arrival, relaySequence, entry, item.bytes))
      const { sequence } = entry.header
      lane.tip = { sequence, id: entry.id }
      lane.positions.set(sequence, { sequence, id: entry.id, relaySequence, receivedAt: arrival.receivedAt })
      return { ok: true, relaySequence, receivedAt: arrival.receivedAt }
    }
    if (typeof placed === 'object') {
      return { ok: true, relaySequence: placed.relaySequence, receivedAt: placed.receivedAt }
    }
    lane.isBroken = true
    return { ok: false, refusal: placed }
  })
  await appendEntries(db, arrival.workspace, fresh)
  return { results, head: lockedHead + fresh.length, hasGrown: fresh.length > 0 }
}

/** Where the entry belongs: at the end of its lane, where it stands already, or nowhere. */
function place(lane: LaneState, entry: Entry, refusal: EntryRefusal | null): 'next' | EntryPosition | EntryRefusal {
  if (lane.isBroken) return 'broken-chain'
  if (refusal !== null) return refusal
  const placed = placeInLane(lane.tip, entry)
  if (placed === 'next') return 'next'
  if (placed === 'gap') return 'broken-chain'
  if (placed === 'fork') return 'fork'
  const known = lane.positions.get(entry.header.sequence)
  return known !== undefined && equalBytes(known.id, entry.id) ? known : 'fork'
}

async function readLanes(db: Db, workspace: WorkspaceId, checked: readonly CheckedEntry[]) {
  const entriesByLane = new Map<string, Entry[]>()
  for (const { entry } of checked) {
    if (entry === null) continue
    const name = laneName(entry)
    entriesByLane.set(name, [...(entriesByLane.get(name) ?? []), entry])
  }
  const lanes = new Map<string, LaneState>()
  for (const [name, entries] of entriesByLane) lanes.set(name, await readLane(db, workspace, entries))
  return lanes
}

async function readLane(db: Db, workspace: WorkspaceId, entries: readonly Entry[]): Promise<LaneState> {
  const [first] = entries
  assert(first !== undefined, 'a lane is read for its entries')
  const key = { workspace, device: first.header.device, lane: first.header.lane }
  const tip = await readLaneTip(db, key)
  const behind = entries.map(entry => entry.header.sequence).filter(sequence => sequence <= (tip?.sequence ?? 0))
  const positions = await readPositions(db, key, [...new Set(behind)])
  return { tip, positions: new Map(positions.map(position => [position.sequence, position])), isBroken: false }
}

function laneName(entry: Entry): string {
  return `${entry.header.device} ${entry.header.lane}`
}

function toStored(arrival: Arrival, relaySequence: number, entry: Entry, bytes: Bytes): StoredEntry {
  const { device, lane, sequence } = entry.header
  const { receivedAt, ip } = arrival
  return { relaySequence, receivedAt, ip, bytes, device, lane, sequence, id: entry.id }
}
