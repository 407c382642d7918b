import * as z from 'zod/mini'
import { base64urlToBytes } from '#shared/protocol/bytes.ts'
import type { WebAuthnOptions } from '#client/core/api.ts'

/** WebAuthn L3 §5.4 and §5.5 from their JSON forms (§5.1.8, §5.1.9): bytes are base64url there. */
const bytes = () =>
  z.pipe(
    z.string(),
    z.transform(text => Uint8Array.from(base64urlToBytes(text))),
  )

const Descriptor = z.object({
  id: bytes(),
  type: z.literal('public-key'),
  transports: z.optional(z.array(z.enum(['ble', 'hybrid', 'internal', 'nfc', 'usb', 'smart-card', 'cable']))),
})

const Verification = z.enum(['required', 'preferred', 'discouraged'])

const CreationOptions = z.object({
  rp: z.object({ id: z.optional(z.string()), name: z.string() }),
  user: z.object({ id: bytes(), name: z.string(), displayName: z.string() }),
  challenge: bytes(),
  pubKeyCredParams: z.array(z.object({ type: z.literal('public-key'), alg: z.number() })),
  timeout: z.optional(z.number()),
  excludeCredentials: z.optional(z.array(Descriptor)),
  authenticatorSelection: z.optional(
    z.object({
      authenticatorAttachment: z.optional(z.enum(['platform', 'cross-platform'])),
      residentKey: z.optional(Verification),
      requireResidentKey: z.optional(z.boolean()),
      userVerification: z.optional(Verification),
    }),
  ),
  attestation: z.optional(z.enum(['none', 'indirect', 'direct', 'enterprise'])),
})

const RequestOptions = z.object({
  challenge: bytes(),
  rpId: z.optional(z.string()),
  timeout: z.optional(z.number()),
  allowCredentials: z.optional(z.array(Descriptor)),
  userVerification: z.optional(Verification),
})

/*
 * Checked above; what is left of the difference is that an absent member may be `undefined` for zod, which a Web IDL
 * dictionary takes for absent (Web IDL §3.2.17).
 */
export function parseCreationOptions(options: WebAuthnOptions): PublicKeyCredentialCreationOptions {
  const parsed: object = CreationOptions.parse(options)
  // eslint-disable-next-line typescript/no-unsafe-type-assertion
  return parsed as PublicKeyCredentialCreationOptions
}

export function parseRequestOptions(options: WebAuthnOptions): PublicKeyCredentialRequestOptions {
  const parsed: object = RequestOptions.parse(options)
  // eslint-disable-next-line typescript/no-unsafe-type-assertion
  return parsed as PublicKeyCredentialRequestOptions
}
