import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser'
import * as z from 'zod/mini'
import type { WebAuthnOptions } from '#client/core/api.ts'

/** WebAuthn L3 §5.1.8 and §5.1.9, as far as this relay and this core write them. */
const transports = new Set(['ble', 'hybrid', 'internal', 'nfc', 'usb', 'smart-card', 'cable'])
/** Hints: one that this version does not know is left out, and costs nobody their passkey. */
const Transports = z.pipe(
  z.array(z.string()),
  z.transform(given => given.filter(transport => transports.has(transport))),
)

const Descriptor = z.object({
  id: z.string(),
  type: z.literal('public-key'),
  transports: z.optional(Transports),
})

const Verification = z.enum(['required', 'preferred', 'discouraged'])

const CreationOptions = z.object({
  rp: z.object({ id: z.optional(z.string()), name: z.string() }),
  user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
  challenge: z.string(),
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
  challenge: z.string(),
  rpId: z.optional(z.string()),
  timeout: z.optional(z.number()),
  allowCredentials: z.optional(z.array(Descriptor)),
  userVerification: z.optional(Verification),
})

/*
 * Checked above; what is left of the difference is that an absent member may be `undefined` for zod, which a Web IDL
 * dictionary takes for absent (Web IDL §3.2.17).
 */
export function parseCreationOptions(options: WebAuthnOptions): PublicKeyCredentialCreationOptionsJSON {
  const parsed: object = CreationOptions.parse(options)
  // eslint-disable-next-line typescript/no-unsafe-type-assertion
  return parsed as PublicKeyCredentialCreationOptionsJSON
}

export function parseRequestOptions(options: WebAuthnOptions): PublicKeyCredentialRequestOptionsJSON {
  const parsed: object = RequestOptions.parse(options)
  // eslint-disable-next-line typescript/no-unsafe-type-assertion
  return parsed as PublicKeyCredentialRequestOptionsJSON
}
