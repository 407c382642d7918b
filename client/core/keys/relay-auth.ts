import * as z from 'zod/mini'
import { err, ok, type Result } from '#shared/lang/result.ts'
import {
  CreationOptions,
  DeviceActivity,
  DeviceSession,
  EnrolDevice,
  PasskeyInfo,
  PasskeyList,
  PasskeyResponse,
  RecoveryAuth,
  RequestOptions,
  SessionChallenge,
  SetupComplete,
  SetupTokenRequest,
  SignedIn,
  StateResponse,
  StateUpdate,
} from '#shared/protocol/api.ts'
import { ErrorBody } from '#shared/protocol/errors.ts'
import type { WireFailure } from '../api.ts'

type Answer<Schema extends z.ZodMiniType> = Promise<Result<z.output<Schema>, WireFailure>>

/** The relay's endpoints of set-up, sign-in, sessions and state: shared/protocol/api.ts. Answers are parsed here, once. */
export function createRelayAuth(fetch: typeof globalThis.fetch) {
  const post = <Out extends z.ZodMiniType>(path: string, answer: Out) => ask(fetch, path, 'POST', null, answer)
  const send =
    <In extends z.ZodMiniType, Out extends z.ZodMiniType>(path: string, request: In, answer: Out) =>
    (body: z.output<In>) =>
      ask(fetch, path, 'POST', JSON.stringify(z.encode(request, body)), answer)
  return {
    checkSetupToken: send('/api/setup/token', SetupTokenRequest, Nothing),
    setupPasskeyOptions: () => post('/api/setup/passkey/options', CreationOptions),
    setupPasskey: send('/api/setup/passkey', PasskeyResponse, PasskeyInfo),
    completeSetup: send('/api/setup/complete', SetupComplete, SignedIn),
    signInOptions: () => post('/api/signin/options', RequestOptions),
    signInWithPasskey: send('/api/signin/passkey', PasskeyResponse, SignedIn),
    signInWithRecovery: send('/api/signin/recovery', RecoveryAuth, SignedIn),
    stepUpOptions: () => post('/api/stepup/options', RequestOptions),
    stepUpWithPasskey: send('/api/stepup/passkey', PasskeyResponse, Nothing),
    stepUpWithRecovery: send('/api/stepup/recovery', RecoveryAuth, Nothing),
    challenge: () => post('/api/session/challenge', SessionChallenge),
    deviceSession: send('/api/session/device', DeviceSession, Nothing),
    enrol: send('/api/session/enrol', EnrolDevice, Nothing),
    endSession: () => post('/api/session/end', Nothing),
    state: () => ask(fetch, '/api/state', 'GET', null, StateResponse),
    replaceState: send('/api/state', StateUpdate, z.unknown()),
    passkeys: () => ask(fetch, '/api/passkeys', 'GET', null, PasskeyList),
    passkeyOptions: () => post('/api/passkeys/options', CreationOptions),
    addPasskey: send('/api/passkeys', PasskeyResponse, PasskeyInfo),
    removePasskey: (credentialId: string) =>
      ask(fetch, `/api/passkeys/${encodeURIComponent(credentialId)}`, 'DELETE', null, Nothing),
    devices: () => ask(fetch, '/api/devices', 'GET', null, DeviceActivity),
  }
}

export type RelayAuth = ReturnType<typeof createRelayAuth>

const Nothing = z.unknown()

async function ask<Schema extends z.ZodMiniType>(
  fetch: typeof globalThis.fetch,
  path: string,
  method: string,
  body: string | null,
  answer: Schema,
): Answer<Schema> {
  let response: Response
  try {
    // Unsafe methods carry a content type even without a body: the relay takes no request that a form could send.
    const headers: Record<string, string> = method === 'GET' ? {} : { 'content-type': 'application/json' }
    response = await fetch(path, {
      method,
      body: body ?? (method === 'POST' ? '{}' : null),
      headers,
      credentials: 'same-origin',
      cache: 'no-store',
    })
  } catch {
    return err({ kind: 'unreachable' })
  }
  const json: unknown = response.status === 204 ? null : await response.json().catch(() => null)
  if (response.ok) {
    const parsed = answer.safeParse(json)
    return parsed.success ? ok(parsed.data) : err({ kind: 'unreachable' })
  }
  const refused = ErrorBody.safeParse(json)
  if (!refused.success) return err({ kind: 'unreachable' })
  const { code, retryAfterMs } = refused.data.error
  return err(retryAfterMs === undefined ? { kind: 'refused', code } : { kind: 'refused', code, retryAfterMs })
}
