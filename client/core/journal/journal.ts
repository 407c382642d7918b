import { sealEntry, type SealedEntry } from '#shared/crypto/entry-seal.ts'
import type { Suite } from '#shared/crypto/suite.ts'
import { assert } from '#shared/lang/assert.ts'
import type { Bytes } from '#shared/protocol/bytes.ts'
import { entryVersion, type EntryKind, type FrontierItem, type Lane, type LaneTip } from '#shared/protocol/entry.ts'
import type { StreamId } from '#shared/protocol/ids.ts'
import type { StateHead } from '#shared/protocol/state.ts'
import {
  entryPosition,
  type LogPosition,
  type StoredAside,
  type StoredBucket,
  type StoredDocument,
  type StoredEntry,
  type StoredTip,
  type StudioDatabase,
} from '../storage/studio-database.ts'
import type { StudioKeys } from '../studio-keys.ts'
import { LaneTips } from './lane-tips.ts'

/** What is to become an entry of this device. */
export type Draft = { readonly kind: EntryKind; readonly stream: StreamId; readonly plaintext: Bytes }

/** Everything that one step writes; it lands in one transaction or not at all. */
export type Commit = {
  readonly entries: readonly StoredEntry[]
  readonly buckets: readonly StoredBucket[]
  readonly documents: readonly StoredDocument[]
  readonly position: LogPosition
  /** Own entries that turned out to be with the relay already. */
  readonly acknowledged?: readonly StoredEntry[]
  /** Entries that came and could not be used. */
  readonly aside?: readonly StoredAside[]
}

export type JournalDeps = {
  readonly suite: Suite
  readonly keys: StudioKeys
  readonly database: StudioDatabase
  readonly now: () => number
}

/**
 * The only writer of what this device keeps of a studio. Steps come one at a time: seal first, then one transaction that
 * only puts, since IndexedDB closes a transaction while anything else is awaited. Rules [J…] in client/core/SPEC.md.
 */
export class Journal {
  readonly #deps: JournalDeps
  #position: LogPosition
  #tips: LaneTips
  #queue: Promise<unknown> = Promise.resolve()
  #waiting: number
  #changesWaiting: number

  private constructor(deps: JournalDeps, position: LogPosition, waiting: { all: number; changes: number }) {
    this.#deps = deps
    this.#waiting = waiting.all
    this.#changesWaiting = waiting.changes
    this.#position = position
    this.#tips = new LaneTips(position.tips)
  }

  static async open(deps: JournalDeps, rowsVersion: number): Promise<Journal> {
    const stored = await deps.database.positions.get('log')
    const fresh: LogPosition = { key: 'log', cursor: 0, ord: 0, projected: 0, rowsVersion, tips: [] }
    const waiting = { all: 0, changes: 0 }
    await deps.database.entries
      .where('pending')
      .equals(1)
      .each(entry => {
        waiting.all += 1
        waiting.changes += countChanges([entry])
      })
    return new Journal(deps, stored ?? fresh, waiting)
  }

  position(): LogPosition {
    return this.#position
  }

  tips(): LaneTips {
    return this.#tips
  }

  /** Runs steps one after the other: nothing else moves the log while one runs. */
  exclusively<Value>(step: () => Promise<Value>): Promise<Value> {
    const run = this.#queue.then(step, step)
    this.#queue = run.catch(() => undefined)
    return run
  }

  /** Seals drafts as this device's next entries. Inside `exclusively`; nothing counts until `commit`. */
  async author(drafts: readonly Draft[], progress?: (done: number) => void): Promise<SealedEntry[]> {
    const { suite, keys, now } = this.#deps
    const epoch = keys.epoch()
    const key = keys.appKey(epoch)
    assert(key !== null, 'no key for the present epoch')
    const frontier = this.#tips.frontier(keys.device)
    const sealed: SealedEntry[] = []
    let done = 0
    const sealLane = async (lane: Lane): Promise<void> => {
      let tip = this.#tips.get(keys.device, lane)
      for (const [index, draft] of drafts.entries()) {
        if (laneOf(draft) !== lane) continue
        const header = this.#header(draft, lane, tip, frontier, epoch, now())
        const entry = await sealEntry(suite, key, keys.signKey, header, draft.plaintext)
        tip = { sequence: header.sequence, id: entry.id }
        sealed[index] = entry
        progress?.(++done)
      }
    }
    // Each lane is a chain of its own: what a command changes and what it audits are sealed beside each other.
    await Promise.all([sealLane('data'), sealLane('audit')])
    return sealed
  }

  #header(
    draft: Draft,
    lane: Lane,
    tip: LaneTip | null,
    frontier: readonly FrontierItem[],
    epoch: number,
    time: number,
  ) {
    return {
      version: entryVersion,
      workspace: this.#deps.keys.workspace,
      kind: draft.kind,
      stream: draft.stream,
      device: this.#deps.keys.device,
      lane,
      sequence: (tip?.sequence ?? 0) + 1,
      previous: tip?.id ?? null,
      frontier,
      epoch,
      time: Math.max(0, Math.floor(time)),
    } as const
  }

  /** The stored form of entries in their order, and the position that holds once they are in. */
  place(entries: readonly SealedEntry[], origin: 'command' | 'relay', cursor = this.#position.cursor) {
    let ord = this.#position.ord
    const stored = entries.map((entry): StoredEntry => {
      ord += 1
      const { device, lane, sequence, stream } = entry.header
      const base = { ord, pos: entryPosition(device, lane, sequence), stream, bytes: entry.bytes }
      return origin === 'command' ? { ...base, pending: 1 } : base
    })
    const position: LogPosition = { ...this.#position, cursor, ord, tips: this.#advancedTips(entries) }
    return { stored, position }
  }

  #advancedTips(entries: readonly SealedEntry[]): StoredTip[] {
    const advanced = new Map(this.#tips.all().map(tip => [`${tip.device}/${tip.lane}`, tip]))
    for (const { header, id } of entries) {
      const { device, lane, sequence } = header
      advanced.set(`${device}/${lane}`, { device, lane, sequence, id })
    }
    return [...advanced.values()]
  }

  /** Durable once it resolves. On failure nothing has changed, neither on disk nor here. */
  async commit(commit: Commit): Promise<void> {
    const { database } = this.#deps
    await database.transaction(
      'rw',
      [database.entries, database.buckets, database.documents, database.positions, database.aside],
      async () => {
        await database.entries.bulkAdd([...commit.entries])
        if (commit.buckets.length > 0) await database.buckets.bulkPut([...commit.buckets])
        if (commit.documents.length > 0) await database.documents.bulkPut([...commit.documents])
        if (commit.aside !== undefined) await database.aside.bulkAdd([...commit.aside])
        if (commit.acknowledged !== undefined) await database.entries.bulkPut([...commit.acknowledged])
        await database.positions.put(commit.position)
      },
    )
    this.#position = commit.position
    this.#tips = new LaneTips(commit.position.tips)
    const authored = commit.entries.filter(entry => entry.pending === 1)
    const acknowledged = commit.acknowledged ?? []
    this.#waiting += authored.length - acknowledged.length
    this.#changesWaiting += countChanges(authored) - countChanges(acknowledged)
  }

  /** The relay has these now, at these sequences. The cursor moves where they follow it without a gap: nothing to pull. */
  acknowledge(entries: readonly StoredEntry[], sequences: readonly number[]): Promise<void> {
    return this.exclusively(() => this.#acknowledge(entries, sequences))
  }

  async #acknowledge(entries: readonly StoredEntry[], sequences: readonly number[]): Promise<void> {
    const { database } = this.#deps
    let { cursor } = this.#position
    for (const sequence of sequences) if (sequence === cursor + 1) cursor = sequence
    const position = { ...this.#position, cursor }
    const sent = entries.map(({ ord, pos, stream, bytes }): StoredEntry => ({ ord, pos, stream, bytes }))
    await database.transaction('rw', [database.entries, database.positions], async () => {
      await database.entries.bulkPut(sent)
      await database.positions.put(position)
    })
    this.#position = position
    this.#waiting -= entries.length
    this.#changesWaiting -= countChanges(entries)
  }

  /** The buckets are another version's or do not open: every row is to be made anew from the entries. */
  async forgetRows(rowsVersion: number): Promise<void> {
    const { database } = this.#deps
    const position = { ...this.#position, projected: 0, rowsVersion }
    await database.transaction('rw', [database.buckets, database.positions], async () => {
      await database.buckets.clear()
      await database.positions.put(position)
    })
    this.#position = position
  }

  /**
   * The newest entries that the relay is known to hold. A lane of this device that still waits to be sent is told by
   * `before`, the heads of the state that stands. Rule [S8].
   */
  relayedHeads(before: readonly StateHead[]): StateHead[] {
    const own = this.#deps.keys.device
    const others = this.#tips.all().filter(tip => tip.device !== own || this.#waiting === 0)
    return this.#waiting === 0 ? others : [...others, ...before.filter(head => head.device === own)]
  }

  /** Entries that the relay lacks, oldest first, at most `limit` of them. */
  outbox(limit: number): Promise<StoredEntry[]> {
    return this.#deps.database.entries.where('pending').equals(1).limit(limit).toArray()
  }

  waiting(): Promise<number> {
    return this.#deps.database.entries.where('pending').equals(1).count()
  }

  /** Of those, what somebody would call a change: the audit event beside each one is not another. */
  changesWaiting(): number {
    return this.#changesWaiting
  }
}

function countChanges(entries: readonly Pick<StoredEntry, 'pos'>[]): number {
  return entries.filter(entry => entry.pos.includes('/data/')).length
}

function laneOf(draft: Draft): Lane {
  return draft.kind === 'audit' ? 'audit' : 'data'
}
