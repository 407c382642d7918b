import { fold } from '#shared/domain/search-text.ts'
import type { AuditAction, AuditEvent } from '#client/core/api.ts'
import { fieldLabel, valueWords } from '#client/parts/value-words.ts'
import { words } from '#client/words/en.ts'

export const auditActions: readonly AuditAction[] = [
  'CREATE',
  'UPDATE',
  'DELETE',
  'RESTORE',
  'IMPORT',
  'EXPORT',
  'VIEW',
  'COPY',
  'UNLOCK',
  'LOGIN',
  'ENROL',
  'REVOKE',
  'ROTATE',
  'GENERATE',
]

/** What narrows the trail. */
export type AuditFilter = { readonly text: string; readonly action: AuditAction | null }

/** The search params of `/audit`. What is searched for stays out of the address, which browsers write to the disk. */
export type AuditSearch = { action?: AuditAction }

export function parseAuditSearch(raw: Readonly<Record<string, unknown>>): AuditSearch {
  const action = auditActions.find(known => known === raw['action'])
  return action === undefined ? {} : { action }
}

const haystacks = new WeakMap<AuditEvent, string>()

export function filterEvents(
  events: readonly AuditEvent[],
  filter: AuditFilter,
  deviceName: (device: string) => string,
): readonly AuditEvent[] {
  const needles = fold(filter.text)
    .split(/\s+/u)
    .filter(needle => needle !== '')
  return events.filter(event => {
    if (filter.action !== null && event.action !== filter.action) return false
    if (needles.length === 0) return true
    const haystack = `${haystackOf(event)}\n${fold(deviceName(event.device))}`
    return needles.every(needle => haystack.includes(needle))
  })
}

function haystackOf(event: AuditEvent): string {
  const known = haystacks.get(event)
  if (known !== undefined) return known
  const changes = Object.entries(event.changes).map(
    ([field, { from, to }]) => `${fieldLabel(field)} ${valueWords(field, from)} ${valueWords(field, to)}`,
  )
  const parts = [event.targetDisplay ?? '', event.actorName, event.notes ?? '', words.records.actions[event.action]]
  const haystack = fold([...parts, ...changes].join('\n'))
  haystacks.set(event, haystack)
  return haystack
}
