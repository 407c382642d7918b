import type { Hono } from 'hono'
import * as z from 'zod/mini'
import { DeviceSession, EnrolDevice, SessionChallenge } from '#shared/protocol/api.ts'
import { bytesToBase64url } from '#shared/protocol/bytes.ts'
import { sessionMessage } from '#shared/protocol/session-message.ts'
import type { AppContext, AppEnv, SessionEnv } from '../http/context.ts'
import { clearTokenCookie, setTokenCookie } from '../http/cookies.ts'
import { readJson } from '../http/read-json.ts'
import { refuse } from '../http/refuse.ts'
import { logSecurity } from '../http/request-log.ts'
import type { Relay } from '../relay.ts'
import { bindSessionToDevice, endSessionFamily } from '../storage/session-store.ts'
import { foundedWorkspace, noteDeviceActivity } from '../storage/workspace-store.ts'
import { issueChallenge, useChallenge } from './challenges.ts'
import { findOrStartPreSession, findPreSession } from './pre-sessions.ts'
import { startSession } from './sessions.ts'
import { isSignedBy } from './signatures.ts'

/** A device renews its session by its own key, with no hand on it. That is no fresh ceremony. */
export function registerDeviceSessionRoutes(app: Hono<AppEnv>, relay: Relay): void {
  app.post('/api/session/challenge', async c => {
    const preSession = await findOrStartPreSession(relay, c)
    const challenge = await issueChallenge(relay, { kind: 'device', owner: preSession.tokenHash })
    return c.json(z.encode(SessionChallenge, { challenge }))
  })

  app.post('/api/session/device', async c => {
    const body = await readJson(c, DeviceSession)
    if (!body.ok) return refuse(c, body.error)
    return startDeviceSession(relay, c, body.value)
  })
}

async function startDeviceSession(
  relay: Relay,
  c: AppContext,
  { device, challenge, signature }: z.infer<typeof DeviceSession>,
): Promise<Response> {
  const preSession = await findPreSession(relay, c)
  if (preSession === null) return refuse(c, 'challenge-expired')
  const purpose = { kind: 'device', owner: preSession.tokenHash } as const
  const taken = await useChallenge(relay, purpose, bytesToBase64url(challenge))
  if (!taken.ok) return refuse(c, taken.error)
  const workspace = await foundedWorkspace(relay.storage.db)
  const known = workspace === null ? undefined : (await relay.views.read(workspace)).devices.get(device)
  if (workspace === null || known === undefined) return refuse(c, 'device-unknown')
  const message = sessionMessage(relay.settings.origin, device, challenge)
  // Signature first: whether a device is revoked is told to the device alone.
  if (!isSignedBy(known.key, message, signature)) {
    logSecurity(relay, c, 'device-session-refused', { device })
    return refuse(c, 'device-unknown')
  }
  if (known.device.revokedAt !== null) return refuse(c, 'device-revoked')
  const { member } = known.device
  const { db } = relay.storage
  const token = await startSession(relay, db, { workspace, member, device, credentialId: null, isFresh: false })
  await noteDeviceActivity(db, { workspace, device, at: relay.clock.now(), ip: c.var.address })
  setTokenCookie(c, relay.settings, 'wlos', token)
  logSecurity(relay, c, 'device-session', { device })
  return c.body(null, 204)
}

export function registerSessionRoutes(app: Hono<SessionEnv>, relay: Relay): void {
  app.post('/api/session/end', async c => {
    const { family, workspace } = c.var.session
    await endSessionFamily(relay.storage.db, family)
    relay.sessions.clear()
    relay.bus.end({ workspace, families: [family] }, 'signed-out')
    clearTokenCookie(c, relay.settings, 'wlos')
    clearTokenCookie(c, relay.settings, 'wlos-pre')
    // Not "storage": what the device keeps is for the app to decide about.
    c.header('Clear-Site-Data', '"cookies"')
    logSecurity(relay, c, 'signed-out')
    return c.body(null, 204)
  })

  app.post('/api/session/enrol', async c => {
    const body = await readJson(c, EnrolDevice)
    if (!body.ok) return refuse(c, body.error)
    const { session } = c.var
    const { device } = body.value
    const known = (await relay.views.read(session.workspace)).devices.get(device)
    if (known?.device.member !== session.member) return refuse(c, 'device-unknown')
    if (known.device.revokedAt !== null) return refuse(c, 'device-revoked')
    // A session never moves on to another device: it would outlive the first one's revocation.
    if (session.device !== null && session.device !== device) return refuse(c, 'bad-request')
    const { workspace, family } = session
    await bindSessionToDevice(relay.storage.db, family, device)
    await noteDeviceActivity(relay.storage.db, { workspace, device, at: relay.clock.now(), ip: c.var.address })
    relay.sessions.clear()
    logSecurity(relay, c, 'device-enrolled', { device })
    return c.body(null, 204)
  })
}
