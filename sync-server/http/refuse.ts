import type { Context } from 'hono'
import { statusByCode, type ErrorBody, type ErrorCode } from '#shared/protocol/errors.ts'

const messageByCode = {
  'bad-request': 'The request is not understood.',
  'wrong-setup-token': 'This is not the set-up token that the relay printed.',
  'already-founded': 'A studio was founded here already.',
  'not-founded': 'No studio was founded here yet.',
  'not-signed-in': 'There is no session, or it is over.',
  'step-up-needed': 'This needs a fresh ceremony.',
  'ceremony-failed': 'The passkey was not accepted.',
  'challenge-expired': 'The challenge is used up or too old.',
  'wrong-recovery-code': 'The recovery code was not accepted.',
  'device-revoked': 'This device was removed from the studio.',
  'device-unknown': 'The studio does not list this device.',
  'forbidden-origin': 'Requests from another site are not taken.',
  'forbidden-address': 'Requests from this address are not taken.',
  'state-conflict': 'The state moved on in the meantime.',
  'state-invalid': 'The signed state is not acceptable.',
  'last-method': 'At least two ways to open the studio must remain.',
  'not-found': 'There is nothing here.',
  'too-large': 'The request is too large.',
  'unsupported-media': 'The content type is not supported here.',
  'rate-limited': 'Too many requests.',
  'storage-full': 'The relay has no space left.',
  'shutting-down': 'The relay is restarting.',
  internal: 'The relay failed. The request id is in its log.',
} as const satisfies Record<ErrorCode, string>

export function refuse(c: Context, code: ErrorCode, retryAfterMs?: number): Response {
  const error: ErrorBody['error'] = { code, message: messageByCode[code] }
  if (retryAfterMs !== undefined) {
    error.retryAfterMs = retryAfterMs
    c.header('Retry-After', String(Math.max(1, Math.ceil(retryAfterMs / 1000))))
  }
  return c.json({ error } satisfies ErrorBody, statusByCode[code])
}
