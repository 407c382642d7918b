import type { Hono } from 'hono'
import * as z from 'zod/mini'
import { PasskeyInfo, PasskeyList, PasskeyResponse } from '#shared/protocol/api.ts'
import { assert } from '#shared/lang/assert.ts'
import { err, ok } from '#shared/lang/result.ts'
import type { SessionEnv } from '../http/context.ts'
import { readJson } from '../http/read-json.ts'
import { refuse } from '../http/refuse.ts'
import { logSecurity } from '../http/request-log.ts'
import type { Relay } from '../relay.ts'
import { deleteCredential, insertCredential, listCredentials } from '../storage/credential-store.ts'
import { endSessionsOfMethod } from '../storage/session-store.ts'
import { readMember, recoveryMethod } from '../storage/workspace-store.ts'
import { credentialToInfo } from './credential-to-info.ts'
import { createOptions, verifyCreation } from './passkey-ceremonies.ts'
import { hasSteppedUp } from './sessions.ts'

/** A member's passkeys, as far as the relay knows them. */
export function registerPasskeyRoutes(app: Hono<SessionEnv>, relay: Relay): void {
  const { db } = relay.storage

  app.get('/api/passkeys', async c => {
    const { workspace, member } = c.var.session
    const credentials = await listCredentials(db, workspace, member)
    return c.json(z.encode(PasskeyList, { passkeys: credentials.map(credentialToInfo) }))
  })

  app.post('/api/passkeys/options', async c => {
    if (!hasSteppedUp(relay, c.var.session)) return refuse(c, 'step-up-needed')
    const { workspace, member, family } = c.var.session
    const stored = await readMember(db, workspace, member)
    assert(stored !== null, 'a session belongs to a member')
    const credentials = await listCredentials(db, workspace, member)
    const user = { handle: stored.userHandle, credentials }
    const options = await createOptions(relay, { kind: 'passkey', owner: family }, user)
    return c.json({ options })
  })

  app.post('/api/passkeys', async c => {
    if (!hasSteppedUp(relay, c.var.session)) return refuse(c, 'step-up-needed')
    const body = await readJson(c, PasskeyResponse)
    if (!body.ok) return refuse(c, body.error)
    const { workspace, member, family } = c.var.session
    const passkey = await verifyCreation(relay, { kind: 'passkey', owner: family }, body.value.response)
    if (!passkey.ok) return refuse(c, passkey.error)
    const credential = { ...passkey.value, workspace, member, createdAt: relay.clock.now(), lastUsedAt: null }
    if (!(await insertCredential(db, credential))) return refuse(c, 'ceremony-failed')
    logSecurity(relay, c, 'passkey-added', { member })
    return c.json(z.encode(PasskeyInfo, credentialToInfo(credential)))
  })

  app.delete('/api/passkeys/:credentialId', async c => {
    if (!hasSteppedUp(relay, c.var.session)) return refuse(c, 'step-up-needed')
    const { workspace, member, family } = c.var.session
    const id = c.req.param('credentialId')
    const removed = await db.transaction().execute(async trx => {
      const credentials = await listCredentials(trx, workspace, member)
      if (!credentials.some(credential => credential.id === id)) return err('not-found' as const)
      const hasRecovery = (await recoveryMethod(trx, workspace, member)) !== null
      if (credentials.length - 1 + (hasRecovery ? 1 : 0) < 2) return err('last-method' as const)
      await deleteCredential(trx, id)
      return ok(await endSessionsOfMethod(trx, { workspace, member, credentialId: id, exceptFamily: family }))
    })
    if (!removed.ok) return refuse(c, removed.error)
    relay.sessions.clear()
    relay.bus.end({ workspace, families: removed.value }, 'signed-out')
    logSecurity(relay, c, 'passkey-removed', { member })
    return c.body(null, 204)
  })
}
