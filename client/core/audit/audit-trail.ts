import { openEntryBody } from '#shared/crypto/entry-seal.ts'
import { decodeEntry } from '#shared/protocol/entry.ts'
import type { AuditEvent } from '../api.ts'
import type { DocumentSource } from '../documents/document-chunks.ts'
import type { StoredEntry } from '../storage/studio-database.ts'
import { auditStream, decodeAuditEvents } from './audit-event.ts'

/** Reads the trail. Opened events are kept in memory while the studio is open, so that each entry is opened once. */
export class AuditTrail {
  readonly #source: DocumentSource
  readonly #events: AuditEvent[] = []
  #upTo = 0

  constructor(source: DocumentSource) {
    this.#source = source
  }

  /** Newest first; `before` is the `at` of the last event of the page before. */
  async page(before: number | null, limit: number): Promise<AuditEvent[]> {
    const events = await this.#read()
    const older = before === null ? events : events.filter(event => event.at < before)
    return older.toSorted((a, b) => b.at - a.at).slice(0, limit)
  }

  async of(targetId: string): Promise<AuditEvent[]> {
    const events = await this.#read()
    return events.filter(event => event.targetId === targetId).toSorted((a, b) => b.at - a.at)
  }

  async #read(): Promise<readonly AuditEvent[]> {
    const entries = await this.#source.database.entries.where('stream').equals(auditStream).toArray()
    const newer = entries.filter(entry => entry.ord > this.#upTo)
    const opened = await Promise.all(newer.map(entry => this.#open(entry)))
    this.#events.push(...opened.flat())
    this.#upTo = newer.at(-1)?.ord ?? this.#upTo
    return this.#events
  }

  async #open(stored: StoredEntry): Promise<AuditEvent[]> {
    const entry = decodeEntry(stored.bytes)
    if (!entry.ok) return []
    const key = this.#source.keys.appKey(entry.value.header.epoch)
    if (key === null) return []
    const body = await openEntryBody(this.#source.suite, key, entry.value)
    return body.ok ? (decodeAuditEvents(body.value, entry.value.header.device, stored.ip ?? null) ?? []) : []
  }
}
