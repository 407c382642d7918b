import { openEntryBody, type SealedEntry } from '#shared/crypto/entry-seal.ts'
import type { DocumentSource } from '../documents/document-chunks.ts'
import { decodeAuditEvents } from './audit-event.ts'

/** What an audit event says where the recovery kit opened the studio or signed a device in. */
export const recoveryKitNote = 'recovery kit'

/** When the recovery kit was last used on another device, of what has just come: every other device is told. */
export async function findRecoveryUse(source: DocumentSource, entries: readonly SealedEntry[]): Promise<number | null> {
  const fromOthers = entries.filter(
    entry => entry.header.kind === 'audit' && entry.header.device !== source.keys.device,
  )
  const events = await Promise.all(
    fromOthers.map(async entry => {
      const key = source.keys.appKey(entry.header.epoch)
      const body = key === null ? null : await openEntryBody(source.suite, key, entry)
      return body?.ok === true ? (decodeAuditEvents(body.value, entry.header.device, null) ?? []) : []
    }),
  )
  const uses = events.flat().filter(event => event.notes === recoveryKitNote && event.model === 'device')
  return uses.length === 0 ? null : Math.max(...uses.map(event => event.at))
}
