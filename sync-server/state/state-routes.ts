import type { Hono } from 'hono'
import * as z from 'zod/mini'
import { DeviceActivity, StateResponse, StateUpdate } from '#shared/protocol/api.ts'
import { assert } from '#shared/lang/assert.ts'
import type { SessionEnv } from '../http/context.ts'
import { readJson } from '../http/read-json.ts'
import { refuse } from '../http/refuse.ts'
import { logSecurity } from '../http/request-log.ts'
import type { Relay } from '../relay.ts'
import { listDeviceActivity, readMember, readState } from '../storage/workspace-store.ts'
import { replaceWorkspaceState } from './replace-workspace-state.ts'

export function registerStateRoutes(app: Hono<SessionEnv>, relay: Relay): void {
  app.get('/api/state', async c => {
    const { workspace, member } = c.var.session
    const { state, stored } = await relay.storage.db.transaction().execute(async db => ({
      state: await readState(db, workspace),
      stored: await readMember(db, workspace, member),
    }))
    assert(state !== null && stored !== null, 'a session belongs to a member of a workspace')
    return c.json(z.encode(StateResponse, { state: state.bytes, signature: state.signature, keyring: stored.keyring }))
  })

  app.post('/api/state', async c => {
    const body = await readJson(c, StateUpdate)
    if (!body.ok) return refuse(c, body.error)
    const { session } = c.var
    const replaced = await replaceWorkspaceState(relay, session, body.value)
    if (!replaced.ok) return refuse(c, replaced.error)
    const { sequence, revokedDevices, removedMembers } = replaced.value
    const { workspace } = session
    logSecurity(relay, c, 'state-changed', { workspace, sequence })
    for (const device of revokedDevices) logSecurity(relay, c, 'device-revoked', { device })
    relay.bus.end({ workspace, devices: revokedDevices, members: removedMembers }, 'revoked')
    relay.bus.publish(workspace, { state: sequence })
    return c.body(null, 204)
  })

  app.get('/api/devices', async c => {
    const { workspace } = c.var.session
    const view = await relay.views.read(workspace)
    const seen = new Map((await listDeviceActivity(relay.storage.db, workspace)).map(row => [row.device, row]))
    const devices = view.state.devices.map(({ id }) => ({
      id,
      lastSeenAt: seen.get(id)?.last_seen_at ?? null,
      lastIp: seen.get(id)?.last_ip ?? null,
    }))
    return c.json(z.encode(DeviceActivity, { devices }))
  })
}
