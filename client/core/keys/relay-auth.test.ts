import { expect, test } from 'vitest'
import fc from 'fast-check'
import { createRelayAuth } from './relay-auth.ts'

function answering(body: string, status = 200) {
  return createRelayAuth(async () => new Response(body, { status }))
}

/** One character more than bytes encode to: a decoder that is handed it throws. */
const noBytes = 'AAAAA'

test('[Y12] an answer whose bytes are no base64url is no answer, and nothing throws', async () => {
  const body = JSON.stringify({ state: noBytes, signature: 'AA', keyring: 'AA', challenge: noBytes, passkeys: [] })
  expect(await answering(body).state()).toEqual({ ok: false, error: { kind: 'unreachable' } })
  expect(await answering(body).challenge()).toEqual({ ok: false, error: { kind: 'unreachable' } })
})

test('[Y12] whatever a relay answers, each question ends in a result', async () => {
  await fc.assert(
    fc.asyncProperty(fc.json(), fc.constantFrom(200, 400, 401, 409, 500), async (body, status) => {
      const auth = answering(body, status)
      const asked = [auth.state(), auth.passkeys(), auth.devices(), auth.signInOptions(), auth.challenge()]
      for (const answer of await Promise.all(asked)) expect(typeof answer.ok).toBe('boolean')
    }),
    { numRuns: 60 },
  )
})

test('[Y12] times that no calendar holds and ids that no passkey has are refused', async () => {
  const device = { id: '00000000-0000-4000-8000-000000000001', lastSeenAt: 1e300, lastIp: null }
  expect((await answering(JSON.stringify({ devices: [device] })).devices()).ok).toBe(false)
  const passkey = {
    credentialId: 'AAAA',
    publicKey: 'AAAA',
    deviceType: 'multiDevice',
    backedUp: true,
    transports: [],
    createdAt: 1,
    lastUsedAt: null,
  }
  expect((await answering(JSON.stringify({ passkeys: [passkey] })).passkeys()).ok).toBe(true)
  for (const wrong of [{ createdAt: -1 }, { lastUsedAt: 8.65e15 }, { credentialId: '"><img src=x>' }]) {
    expect((await answering(JSON.stringify({ passkeys: [{ ...passkey, ...wrong }] })).passkeys()).ok).toBe(false)
  }
})
