import { expect, test } from 'vitest'
import type { AuditEvent } from '#client/core/api.ts'
import { auditActions, filterEvents, parseAuditSearch } from './audit-view.ts'

const base = {
  at: 1,
  actor: 'm' as AuditEvent['actor'],
  actorName: 'Zoë Founder',
  device: 'd' as AuditEvent['device'],
  ip: null,
  model: 'creator',
  targetId: 'c1',
  targetDisplay: 'Paper Garden',
  notes: null,
}
const events: readonly AuditEvent[] = [
  { ...base, id: '1', action: 'UPDATE', changes: { brandNiche: { from: 'Tea', to: 'Café' } } },
  { ...base, id: '2', action: 'CREATE', changes: {}, targetDisplay: 'Lumen' },
]
const deviceName = () => 'Laptop'

test('the address keeps the action, and nothing that was typed', () => {
  expect(parseAuditSearch({ q: 'tea', action: 'UPDATE', odd: 1 })).toEqual({ action: 'UPDATE' })
  expect(parseAuditSearch({ action: 'NONSENSE' })).toEqual({})
})

test('every action that can happen can be filtered by', () => {
  expect(new Set(auditActions).size).toBe(14)
})

test.each([
  ['cafe', ['1']],
  ['niche tea', ['1']],
  ['zoe', ['1', '2']],
  ['laptop lumen', ['2']],
  ['nobody', []],
])('searching "%s" looks through names, devices, fields and values', (text, ids) => {
  expect(filterEvents(events, { text, action: null }, deviceName).map(event => event.id)).toEqual(ids)
})

test('an action narrows the trail', () => {
  expect(filterEvents(events, { text: '', action: 'CREATE' }, deviceName).map(event => event.id)).toEqual(['2'])
})
