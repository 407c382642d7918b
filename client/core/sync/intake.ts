import type { SealedEntry } from '#shared/crypto/entry-seal.ts'
import { decodeEntry, type Lane, type PullPage, type RelayedEntry } from '#shared/protocol/entry.ts'
import { equalBytes, type Bytes } from '#shared/protocol/bytes.ts'
import type { DeviceId } from '#shared/protocol/ids.ts'
import { deviceOf, type WorkspaceState } from '#shared/protocol/state.ts'
import type { RowPatch, SetAside, SyncStop } from '../api.ts'
import type { DocumentSource } from '../documents/document-chunks.ts'
import type { Journal } from '../journal/journal.ts'
import { sealBuckets, touchedBuckets, type ReadModel } from '../read-model/read-model.ts'
import { isStorageFull } from '../storage/storage-failure.ts'
import { entryPosition, type StoredAside, type StoredBucket, type StoredEntry } from '../storage/studio-database.ts'
import { projectChanges, type IncomingChange } from './apply-page.ts'
import { examinePage, lastCounting, orderPage, type ExaminedEntry, type OrderedPage } from './check-page.ts'

export type IntakeDeps = {
  readonly source: DocumentSource
  readonly journal: Journal
  readonly model: ReadModel
  readonly now: () => number
  readonly onPatches: (patches: readonly RowPatch[]) => void
  readonly onAside: (entries: readonly SetAside[]) => void
  /** What came new and live; a first sync is history and not told. */
  readonly onFresh: (entries: readonly SealedEntry[]) => void
}

/** Below this many entries a page's rows are sealed with it; above, once the pull has ended. */
const smallPage = 64

/**
 * Takes in what the relay hands out. Nothing it says is believed: form, author, signature, chain and order are checked, and
 * what fails is kept aside by name while the rest goes on. A good local copy is never overwritten. Rules [Y…].
 */
export class Intake {
  readonly #deps: IntakeDeps
  readonly #heardAside = new Map<string, number>()
  #needsUpdate = false

  constructor(deps: IntakeDeps) {
    this.#deps = deps
  }

  /** Something came that a newer version of the app wrote. */
  needsUpdate(): boolean {
    return this.#needsUpdate
  }

  cursor(): number {
    return this.#deps.journal.position().cursor
  }

  stateSequence(): number {
    return this.#deps.source.keys.state().sequence
  }

  examine(entries: readonly RelayedEntry[]): Promise<ExaminedEntry[]> {
    return examinePage(this.#deps.source.suite, this.#deps.source.keys, entries)
  }

  /** Null where the page was taken in; a stop where the relay is no longer to be trusted. */
  async takeIn(page: PullPage, examined: readonly ExaminedEntry[], isLast: boolean): Promise<SyncStop | null> {
    const outOfLine = findGap(page, this.cursor())
    if (outOfLine !== null) return outOfLine
    try {
      return await this.#deps.journal.exclusively(async () => {
        const ordered = await orderPage(this.#orderDeps(), examined)
        const cursor = ordered.stop === null ? (page.entries.at(-1)?.relaySequence ?? this.cursor()) : this.cursor()
        if (ordered.stop !== null) return ordered.stop
        await this.#land(ordered, cursor, isLast)
        return isLast ? this.#missingHead(page.stateSequence) : null
      })
    } catch (error) {
      if (isStorageFull(error)) return { kind: 'storage-full' }
      throw error
    }
  }

  /**
   * [S8] The signed state names entries that the relay held when it was signed. A device that has pulled all and lacks one
   * was shown less than there is: a first sync has nothing else to tell it by.
   */
  async #missingHead(stateSequence: number): Promise<SyncStop | null> {
    const state = this.#deps.source.keys.state()
    // A newer state may name what came after this page.
    if (state.sequence !== stateSequence || this.#needsUpdate) return null
    const { heard, idAt } = this.#orderDeps()
    for (const { device, lane, sequence, id } of state.heads) {
      const last = lastThatCounts(state, device, lane) ?? sequence
      if (sequence > last) continue
      if (heard(device, lane) < sequence) return { kind: 'withheld', device, sequence }
      const held = await idAt(device, lane, sequence)
      if (held !== null && !equalBytes(held, id)) return { kind: 'forked', device, sequence }
    }
    return null
  }

  /** Entries that were set aside get another look: a newer app, a newer state or a missing link may have come. */
  async retryAside(): Promise<SyncStop | null> {
    const { database } = this.#deps.source
    const aside = await database.aside.toArray()
    for (const item of aside) this.#hearAside(item)
    this.#needsUpdate = aside.some(item => item.refusal === 'unknown-version')
    if (aside.length === 0) return null
    const relayed = aside
      .toSorted((a, b) => (a.sequence ?? 0) - (b.sequence ?? 0))
      .map(({ bytes, at }): RelayedEntry => ({ relaySequence: 0, receivedAt: at, ip: null, bytes }))
    const examined = await examinePage(this.#deps.source.suite, this.#deps.source.keys, relayed)
    const good = examined.filter(item => item.kind === 'good')
    return this.#deps.journal.exclusively(async () => {
      const ordered = await orderPage(this.#orderDeps(), good)
      if (ordered.stop !== null || ordered.fresh.length + ordered.known.length === 0)
        return this.#tellAside(ordered.stop)
      await this.#land({ ...ordered, aside: [] }, this.cursor(), true)
      const landed = new Set([...ordered.fresh, ...ordered.known].map(item => item.relayed.bytes))
      const done = aside.filter(item => landed.has(item.bytes)).flatMap(item => item.id ?? [])
      await database.aside.bulkDelete(done)
      return this.#tellAside(null)
    })
  }

  async #land(ordered: OrderedPage, cursor: number, isLast: boolean): Promise<void> {
    const { source, journal, model } = this.#deps
    const { stored, position } = journal.place(
      ordered.fresh.map(item => item.entry),
      'relay',
      cursor,
    )
    const changes = ordered.fresh.flatMap((item): IncomingChange[] =>
      item.body === null || !bringsDocument(item.entry) ? [] : [{ stream: item.entry.header.stream, body: item.body }],
    )
    const projection = await projectChanges(source, changes, position.ord, stream => model.has(stream))
    const patches = projection.patches
    const seals = stored.length <= smallPage && model.dirtyBuckets().length === 0
    const buckets: StoredBucket[] = seals ? await sealBuckets(source, model, touchedBuckets(patches), patches) : []
    const projected = seals ? position.ord : journal.position().projected
    const aside = this.#asideRecords(ordered)
    await journal.commit({
      entries: withNotes(stored, ordered, projection.unusable),
      buckets,
      documents: projection.documents,
      position: { ...position, projected },
      acknowledged: await this.#echoes(ordered),
      aside,
    })
    await this.#afterAside(aside, ordered, projection.failed)
    model.apply(patches)
    if (!seals) model.markDirty(touchedBuckets(patches))
    if (patches.length > 0) this.#deps.onPatches(patches)
    if (stored.length <= smallPage) this.#deps.onFresh(ordered.fresh.map(item => item.entry))
    if (isLast && !seals) await this.#sealAll()
  }

  async #sealAll(): Promise<void> {
    const { source, journal, model } = this.#deps
    const dirty = model.dirtyBuckets()
    const buckets = await sealBuckets(source, model, dirty, [])
    await journal.commit({
      entries: [],
      buckets,
      documents: [],
      position: { ...journal.position(), projected: journal.position().ord },
    })
    model.markClean(dirty)
  }

  /** Own entries whose acknowledgement was lost: the relay has them, so they leave the outbox. */
  async #echoes(ordered: OrderedPage): Promise<StoredEntry[]> {
    if (ordered.known.length === 0) return []
    const positions = ordered.known.map(({ entry }) =>
      entryPosition(entry.header.device, entry.header.lane, entry.header.sequence),
    )
    const held = await this.#deps.source.database.entries.where('pos').anyOf(positions).toArray()
    return held.filter(entry => entry.pending === 1).map(({ ord, pos, stream, bytes }) => ({ ord, pos, stream, bytes }))
  }

  #asideRecords(ordered: OrderedPage): StoredAside[] {
    return ordered.aside.map(({ relayed, refusal, device, lane, sequence, isSigned }) => ({
      bytes: relayed.bytes,
      refusal,
      device,
      lane,
      sequence,
      isSigned,
      at: this.#deps.now(),
    }))
  }

  async #afterAside(records: readonly StoredAside[], ordered: OrderedPage, failed: readonly string[]): Promise<void> {
    for (const record of records) this.#hearAside(record)
    if (records.length > 0) await this.#tellAside(null)
    const unapplied = ordered.fresh.filter(item => failed.includes(item.entry.header.stream))
    if (unapplied.length === 0) return
    this.#deps.onAside(
      unapplied.map(({ entry }) => ({
        device: entry.header.device,
        sequence: entry.header.sequence,
        refusal: 'cannot-apply',
        at: this.#deps.now(),
      })),
    )
  }

  async #tellAside(stop: SyncStop | null): Promise<SyncStop | null> {
    const aside = await this.#deps.source.database.aside.toArray()
    this.#needsUpdate = aside.some(item => item.refusal === 'unknown-version')
    this.#deps.onAside(
      aside.map(({ device, sequence, refusal, at }) => ({
        device,
        sequence,
        refusal,
        at,
      })),
    )
    return stop
  }

  #hearAside({ device, lane, sequence, isSigned }: StoredAside): void {
    if (!isSigned || device === null || lane === null || sequence === null) return
    const key = `${device}/${lane}`
    this.#heardAside.set(key, Math.max(sequence, this.#heardAside.get(key) ?? 0))
  }

  #orderDeps() {
    const { journal, source } = this.#deps
    return {
      tip: (device: DeviceId, lane: Lane) => journal.tips().get(device, lane),
      heard: (device: DeviceId, lane: Lane) =>
        Math.max(journal.tips().get(device, lane)?.sequence ?? 0, this.#heardAside.get(`${device}/${lane}`) ?? 0),
      lastCounting: (device: DeviceId, lane: Lane) => lastCounting(source.keys, device, lane),
      isBehind: () => this.#needsUpdate,
      idAt: async (device: DeviceId, lane: Lane, sequence: number): Promise<Bytes | null> => {
        const held = await source.database.entries.get({ pos: entryPosition(device, lane, sequence) })
        const entry = held === undefined ? null : decodeEntry(held.bytes)
        return entry?.ok === true ? entry.value.id : null
      },
    }
  }
}

function bringsDocument(entry: SealedEntry): boolean {
  return entry.header.kind === 'change' || entry.header.kind === 'snapshot'
}

/** The relay's sequence has no gaps and never goes back. */
function findGap(page: PullPage, cursor: number): SyncStop | null {
  if (page.head < cursor) return { kind: 'rolled-back', expected: cursor, found: page.head }
  let expected = cursor
  for (const { relaySequence } of page.entries) {
    expected += 1
    if (relaySequence !== expected) return { kind: 'rolled-back', expected, found: relaySequence }
  }
  return page.entries.length === 0 && page.head > cursor
    ? { kind: 'rolled-back', expected: cursor + 1, found: page.head }
    : null
}

/** What this device adds to an entry of another one: where the relay saw its author, and whether it can be used. */
function withNotes(
  stored: readonly StoredEntry[],
  ordered: OrderedPage,
  unusable: ReadonlySet<Bytes>,
): readonly StoredEntry[] {
  return stored.map((entry, index) => {
    const item = ordered.fresh[index]
    const ip = item?.relayed.ip
    const isUnusable = item !== undefined && item.body !== null && unusable.has(item.body)
    return { ...entry, ...(typeof ip === 'string' ? { ip } : {}), ...(isUnusable ? { unusable: 1 as const } : {}) }
  })
}

/** After a revocation only what the signer of the state knew of a device still counts. */
function lastThatCounts(state: WorkspaceState, device: DeviceId, lane: Lane): number | null {
  const known = deviceOf(state, device)
  return lane === 'data' ? (known?.lastData ?? null) : (known?.lastAudit ?? null)
}
