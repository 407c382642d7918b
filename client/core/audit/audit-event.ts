import * as z from 'zod/mini'
import type { FieldValue } from '#shared/domain/row.ts'
import { decodeCbor, encodeCbor } from '#shared/protocol/cbor.ts'
import type { Bytes } from '#shared/protocol/bytes.ts'
import { MemberId, StreamId, type DeviceId } from '#shared/protocol/ids.ts'
import type { AuditAction, AuditEvent } from '../api.ts'

/** Every workspace's audit trail is one stream of its log. */
export const auditStream = StreamId.parse('00000000-0000-4000-8000-000000000001')

const actions = [
  'CREATE',
  'UPDATE',
  'DELETE',
  'RESTORE',
  'VIEW',
  'COPY',
  'EXPORT',
  'IMPORT',
  'UNLOCK',
  'LOGIN',
  'ENROL',
  'REVOKE',
  'ROTATE',
  'GENERATE',
] as const satisfies readonly AuditAction[]

/** ECMA-262 §21.4.1.1: the last millisecond that a Date can hold. */
const latestInstant = 8.64e15

const Change = z.object({ from: z.custom<FieldValue>(), to: z.custom<FieldValue>() })

/** One event as it is sealed. Device and time of an event are those of its entry unless it says otherwise. */
const StoredEvent = z.object({
  id: z.string(),
  at: z.number().check(z.minimum(0), z.maximum(latestInstant)),
  actor: MemberId,
  actorName: z.string(),
  action: z.enum(actions),
  model: z.string(),
  targetId: z.nullable(z.string()),
  targetDisplay: z.nullable(z.string()),
  changes: z.record(z.string(), Change),
  notes: z.nullable(z.string()),
})
export type StoredEvent = z.infer<typeof StoredEvent>

/** The body of an `audit` entry: the events of one command, or a part of them. */
const AuditPayload = z.object({ version: z.literal(1), events: z.array(StoredEvent) })

/** So that one entry stays far below the limit of its size. */
export const eventsPerEntry = 200

export function encodeAuditEvents(events: readonly StoredEvent[]): Bytes {
  return encodeCbor({ version: 1, events })
}

/** Null where the body is no audit payload of this version. */
export function decodeAuditEvents(body: Bytes, device: DeviceId, ip: string | null): AuditEvent[] | null {
  try {
    const parsed = AuditPayload.safeParse(decodeCbor(body))
    return parsed.success ? parsed.data.events.map(event => ({ ...event, device, ip })) : null
  } catch {
    return null
  }
}
