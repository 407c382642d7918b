import * as z from 'zod/mini'
import { err, ok, type Result } from '#shared/lang/result.ts'
import { base64urlToBytes, bytesToUtf8 } from '#shared/protocol/bytes.ts'

/** What browsers send of a ceremony (WebAuthn L3 §5.1): only what is verified here is read. */
const base64url = z.string().check(z.regex(/^[\w-]+$/), z.maxLength(100_000))
const credentialId = z.string().check(z.regex(/^[\w-]+$/), z.maxLength(1_400))

const Registration = z.object({
  id: credentialId,
  rawId: credentialId,
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: base64url,
    attestationObject: base64url,
    transports: z.optional(z.array(z.string().check(z.maxLength(32))).check(z.maxLength(16))),
  }),
})
export type Registration = z.infer<typeof Registration>

const Authentication = z.object({
  id: credentialId,
  rawId: credentialId,
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    userHandle: z.optional(z.nullable(z.string().check(z.maxLength(200)))),
  }),
})
export type Authentication = z.infer<typeof Authentication>

const ClientData = z.object({ challenge: base64url })
const WithPrfResults = z.object({ clientExtensionResults: z.object({ prf: z.object({ results: z.unknown() }) }) })

export function parseRegistration(value: unknown): Result<Registration, 'bad-request'> {
  return parse(Registration, value)
}

export function parseAuthentication(value: unknown): Result<Authentication, 'bad-request'> {
  return parse(Authentication, value)
}

/** The challenge that the authenticator signed: which of ours it is, is still to be found out. */
export function signedChallenge(clientDataJson: string): Result<string, 'bad-request'> {
  try {
    const parsed = ClientData.safeParse(JSON.parse(bytesToUtf8(base64urlToBytes(clientDataJson))))
    return parsed.success ? ok(parsed.data.challenge) : err('bad-request')
  } catch {
    return err('bad-request')
  }
}

function parse<Schema extends z.core.$ZodType>(
  schema: Schema,
  value: unknown,
): Result<z.output<Schema>, 'bad-request'> {
  // A PRF output is key material. It has no business here, so a client that sends one is refused, not served.
  const prf = WithPrfResults.safeParse(value)
  if (prf.success && prf.data.clientExtensionResults.prf.results !== undefined) return err('bad-request')
  const parsed = z.safeParse(schema, value)
  return parsed.success ? ok(parsed.data) : err('bad-request')
}
