import * as z from 'zod/mini'
import type { Suite } from '#shared/crypto/suite.ts'
import type { Row } from '#shared/domain/row.ts'
import { bytesToUtf8, utf8ToBytes, type Bytes } from '#shared/protocol/bytes.ts'
import type { CollectionName, RowPatch } from '../api.ts'
import { openLocal, sealLocal } from '../storage/local-seal.ts'
import type { StoredBucket, StudioDatabase } from '../storage/studio-database.ts'
import type { StudioKeys } from '../studio-keys.ts'

/** Goes up when rows of the buckets would be misread by this code: they are then made anew from the entries. */
export const rowsVersion = 1
export const bucketCount = 256

/** This device sealed what it projected itself: the frame is checked, the rows are not copied field by field. */
const BucketRows = z.record(z.string(), z.array(z.custom<Row>(isRow)))

/**
 * Plain rows of every collection, in memory while the studio is open and sealed on disk in 256 buckets by the first byte of
 * the document's id. A cache: it can be dropped and made anew from entries at any time. Rules [R…] in client/core/SPEC.md.
 */
export class ReadModel {
  readonly #rows: Record<CollectionName, Map<string, Row>> = { creator: new Map(), settings: new Map() }
  readonly #idsByBucket: Set<string>[] = Array.from({ length: bucketCount }, () => new Set())
  readonly #dirty = new Set<number>()

  row(collection: CollectionName, id: string): Row | null {
    return this.#rows[collection].get(id) ?? null
  }

  rows(collection: CollectionName): ReadonlyMap<string, Row> {
    return this.#rows[collection]
  }

  has(id: string): boolean {
    return this.#idsByBucket[bucketOf(id)]?.has(id) ?? false
  }

  apply(patches: readonly RowPatch[]): void {
    for (const { collection, id, row } of patches) {
      const ids = this.#idsByBucket[bucketOf(id)]
      if (row === null) {
        this.#rows[collection].delete(id)
        ids?.delete(id)
      } else {
        this.#rows[collection].set(id, row)
        ids?.add(id)
      }
    }
  }

  /** Buckets whose rows are newer than what lies sealed; made up from entries should this session end before. */
  dirtyBuckets(): number[] {
    return [...this.#dirty]
  }

  markDirty(buckets: readonly number[]): void {
    for (const bucket of buckets) this.#dirty.add(bucket)
  }

  markClean(buckets: readonly number[]): void {
    for (const bucket of buckets) this.#dirty.delete(bucket)
  }

  clear(): void {
    this.#dirty.clear()
    for (const rows of Object.values(this.#rows)) rows.clear()
    for (const ids of this.#idsByBucket) ids.clear()
  }

  /** What a bucket would hold with these patches in: sealed before the transaction, applied after it. */
  bucketJson(bucket: number, patches: readonly RowPatch[] = []): Bytes {
    const patched = new Map(patches.map(patch => [patch.id, patch]))
    const collections: Record<string, Row[]> = { creator: [], settings: [] }
    for (const id of this.#idsByBucket[bucket] ?? []) {
      if (patched.has(id)) continue
      for (const name of ['creator', 'settings'] as const) {
        const row = this.#rows[name].get(id)
        if (row !== undefined) collections[name]?.push(row)
      }
    }
    for (const { collection, id, row } of patched.values()) {
      if (row !== null && bucketOf(id) === bucket) collections[collection]?.push(row)
    }
    return utf8ToBytes(JSON.stringify(collections))
  }

  /** Takes in one bucket as JSON. False where it is none of ours: the caller rebuilds. */
  takeIn(json: Bytes): boolean {
    const parsed = BucketRows.safeParse(parseJson(json))
    if (!parsed.success) return false
    for (const name of ['creator', 'settings'] as const) {
      this.apply((parsed.data[name] ?? []).map(row => ({ collection: name, id: row.id, row })))
    }
    return true
  }
}

export function bucketOf(id: string): number {
  return Number.parseInt(id.slice(0, 2), 16)
}

export function touchedBuckets(patches: readonly RowPatch[]): number[] {
  return [...new Set(patches.map(patch => bucketOf(patch.id)))]
}

export type BucketStore = { readonly suite: Suite; readonly keys: StudioKeys; readonly database: StudioDatabase }

export function sealBuckets(
  store: BucketStore,
  model: ReadModel,
  buckets: readonly number[],
  patches: readonly RowPatch[],
): Promise<StoredBucket[]> {
  const patchesOf = (bucket: number) => patches.filter(patch => bucketOf(patch.id) === bucket)
  return Promise.all(
    buckets.map(async bucket => ({
      bucket,
      sealed: await sealLocal(
        store.suite,
        store.keys,
        'bucket',
        String(bucket),
        model.bucketJson(bucket, patchesOf(bucket)),
      ),
    })),
  )
}

/** The JSON of every bucket. Null where one does not open: rebuild from entries. */
export async function openBuckets(store: BucketStore): Promise<Bytes[] | null> {
  const stored = await store.database.buckets.toArray()
  const opened = await Promise.all(
    stored.map(({ bucket, sealed }) => openLocal(store.suite, store.keys, 'bucket', String(bucket), sealed)),
  )
  const whole = opened.filter(json => json !== null)
  return whole.length === opened.length ? whole : null
}

function isRow(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  return 'id' in value && typeof value.id === 'string' && 'conflicts' in value && Array.isArray(value.conflicts)
}

function parseJson(json: Bytes): unknown {
  try {
    return JSON.parse(bytesToUtf8(json))
  } catch {
    return null
  }
}
