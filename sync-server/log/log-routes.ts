import type { Hono } from 'hono'
import * as z from 'zod/mini'
import { PullQuery, PushResult } from '#shared/protocol/api.ts'
import { decodeBatch, encodePullPage } from '#shared/protocol/entry.ts'
import { limits } from '#shared/protocol/limits.ts'
import type { SessionContext, SessionEnv } from '../http/context.ts'
import { mediaType } from '../http/read-json.ts'
import { refuse } from '../http/refuse.ts'
import type { Relay } from '../relay.ts'
import { readEntries } from '../storage/entry-store.ts'
import { readPosition } from '../storage/workspace-store.ts'
import { pushEntries } from './push-entries.ts'

const defaultPage = 5_000
/** What a page adds to an entry's bytes at most: two numbers, an address and lengths. */
const rowOverheadBytes = 80

export function registerLogRoutes(app: Hono<SessionEnv>, relay: Relay): void {
  app.post('/api/log', async c => {
    if (mediaType(c) !== 'application/cbor') return refuse(c, 'unsupported-media')
    const { session } = c.var
    if (session.device === null) return refuse(c, 'device-unknown')
    if (await isRevoked(relay, c)) return refuse(c, 'device-revoked')
    const batch = decodeBatch(new Uint8Array(await c.req.arrayBuffer()))
    if (batch === null) return refuse(c, 'bad-request')
    if (batch.length > limits.batchEntries) return refuse(c, 'too-large')
    const result = await pushEntries(relay, session.workspace, c.var.address, batch)
    return c.json(z.encode(PushResult, result))
  })

  app.get('/api/log', async c => {
    if (await isRevoked(relay, c)) return refuse(c, 'device-revoked')
    const query = PullQuery.safeParse(c.req.query())
    if (!query.success) return refuse(c, 'bad-request')
    const { workspace } = c.var.session
    const page = {
      after: query.data.after,
      limit: query.data.limit ?? defaultPage,
      maxBytes: limits.batchBytes,
      overheadBytes: rowOverheadBytes,
    }
    const answer = await relay.storage.db.transaction().execute(async db => ({
      entries: await readEntries(db, workspace, page),
      ...(await readPosition(db, workspace)),
    }))
    const body = encodePullPage(answer)
    c.header('Content-Type', 'application/cbor')
    c.header('Content-Length', String(body.length))
    return c.body(body)
  })
}

async function isRevoked(relay: Relay, c: SessionContext): Promise<boolean> {
  const { device, workspace } = c.var.session
  if (device === null) return false
  return (await relay.views.read(workspace)).devices.get(device)?.device.revokedAt !== null
}
