import * as z from 'zod/mini'

/** Every way the relay refuses. One body shape, one table to statuses; messages never carry content or secrets. */
export const ErrorCode = z.enum([
  'bad-request',
  'wrong-setup-token',
  'already-founded',
  'not-founded',
  'not-signed-in',
  'step-up-needed',
  'ceremony-failed',
  'challenge-expired',
  'wrong-recovery-code',
  'device-revoked',
  'device-unknown',
  'forbidden-origin',
  'forbidden-address',
  'state-conflict',
  'state-invalid',
  'last-method',
  'not-found',
  'too-large',
  'unsupported-media',
  'rate-limited',
  'storage-full',
  'shutting-down',
  'internal',
])
export type ErrorCode = z.infer<typeof ErrorCode>

export const statusByCode = {
  'bad-request': 400,
  'wrong-setup-token': 403,
  'already-founded': 409,
  'not-founded': 409,
  'not-signed-in': 401,
  'step-up-needed': 403,
  'ceremony-failed': 403,
  'challenge-expired': 403,
  'wrong-recovery-code': 403,
  'device-revoked': 403,
  'device-unknown': 403,
  'forbidden-origin': 403,
  'forbidden-address': 403,
  'state-conflict': 409,
  'state-invalid': 422,
  'last-method': 409,
  'not-found': 404,
  'too-large': 413,
  'unsupported-media': 415,
  'rate-limited': 429,
  'storage-full': 507,
  'shutting-down': 503,
  internal: 500,
} as const satisfies Record<ErrorCode, number>

export const ErrorBody = z.object({
  error: z.object({
    code: ErrorCode,
    message: z.string(),
    /** With `rate-limited` and `shutting-down`: when to come again. */
    retryAfterMs: z.optional(z.number()),
  }),
})
export type ErrorBody = z.infer<typeof ErrorBody>

/** Why one entry of a batch was not taken. The rest of that device's lane waits; other lanes go on. */
export const EntryRefusal = z.enum([
  'malformed',
  'unknown-version',
  'foreign-workspace',
  'foreign-device',
  'bad-signature',
  'broken-chain',
  'fork',
  'too-large',
])
export type EntryRefusal = z.infer<typeof EntryRefusal>
