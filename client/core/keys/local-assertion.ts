import { decode } from 'cborg'
import * as z from 'zod/mini'
import {
  base64urlToBytes,
  bytesToBase64url,
  bytesToUtf8,
  concatBytes,
  equalBytes,
  type Bytes,
} from '#shared/protocol/bytes.ts'

/** The parts of an assertion that are looked at (WebAuthn L3 §5.1.9, AuthenticationResponseJSON). */
const Assertion = z.object({
  id: z.string(),
  response: z.object({ clientDataJSON: z.string(), authenticatorData: z.string(), signature: z.string() }),
})
const ClientData = z.object({
  type: z.literal('webauthn.get'),
  challenge: z.string(),
  origin: z.string(),
  crossOrigin: z.optional(z.literal(false)),
})

export type AssertionExpectation = {
  readonly challenge: Bytes
  readonly origin: string
  readonly rpId: string
  /** COSE_Key; null where the relay has not told it yet: then the key that the ceremony gives is the only proof. */
  readonly publicKeyOf: (credentialId: string) => Bytes | null
}

const userPresent = 0x01
const userVerified = 0x04

/**
 * Checks an assertion with no relay at hand, as WebAuthn L3 §7.2 has it, and answers whose it is; null where anything is off.
 * It opens nothing by itself: that takes the key which the authenticator gives only after verifying its user.
 */
export async function checkAssertion(
  subtle: SubtleCrypto,
  sha256: (bytes: Uint8Array) => Bytes,
  response: unknown,
  expected: AssertionExpectation,
): Promise<string | null> {
  try {
    return await examine(subtle, sha256, response, expected)
  } catch {
    // Text that is no base64url, JSON or COSE, and keys that WebCrypto does not take: each an assertion that does not hold.
    return null
  }
}

async function examine(
  subtle: SubtleCrypto,
  sha256: (bytes: Uint8Array) => Bytes,
  response: unknown,
  expected: AssertionExpectation,
): Promise<string | null> {
  const assertion = Assertion.safeParse(response)
  if (!assertion.success) return null
  const { id, response: parts } = assertion.data
  const clientDataBytes = base64urlToBytes(parts.clientDataJSON)
  const clientData = ClientData.safeParse(JSON.parse(bytesToUtf8(clientDataBytes)))
  // Steps 10–13: type, challenge, origin, not framed.
  if (!clientData.success) return null
  if (clientData.data.challenge !== bytesToBase64url(expected.challenge)) return null
  if (clientData.data.origin !== expected.origin) return null
  const data = base64urlToBytes(parts.authenticatorData)
  // Step 15: the RP id; steps 16 and 17: somebody was there and was verified.
  if (!equalBytes(data.subarray(0, 32), sha256(new TextEncoder().encode(expected.rpId)))) return null
  const flags = data[32] ?? 0
  if ((flags & userPresent) === 0 || (flags & userVerified) === 0) return null
  const cose = expected.publicKeyOf(id)
  if (cose === null) return id
  // Steps 20 and 21: the signature over authenticator data and the hash of the client data.
  const isSigned = await verifyCose(
    subtle,
    cose,
    base64urlToBytes(parts.signature),
    concatBytes(data, sha256(clientDataBytes)),
  )
  return isSigned ? id : null
}

/** RFC 9053: EdDSA (-8), ES256 (-7) and RS256 (-257), the algorithms that this relay asks for. */
async function verifyCose(subtle: SubtleCrypto, cose: Bytes, signature: Bytes, message: Bytes): Promise<boolean> {
  const key: unknown = decode(cose, { useMaps: true })
  if (!(key instanceof Map)) return false
  const part = (label: number) => {
    const value: unknown = key.get(label)
    return value instanceof Uint8Array ? bytesToBase64url(value) : ''
  }
  switch (key.get(3)) {
    case -8: {
      const jwk = { kty: 'OKP', crv: 'Ed25519', x: part(-2) }
      return subtle.verify(
        'Ed25519',
        await subtle.importKey('jwk', jwk, 'Ed25519', false, ['verify']),
        signature,
        message,
      )
    }
    case -7: {
      const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
      const imported = await subtle.importKey(
        'jwk',
        { kty: 'EC', crv: 'P-256', x: part(-2), y: part(-3) },
        algorithm,
        false,
        ['verify'],
      )
      const raw = derToRaw(signature)
      return raw !== null && subtle.verify(algorithm, imported, raw, message)
    }
    case -257: {
      const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
      const imported = await subtle.importKey('jwk', { kty: 'RSA', n: part(-1), e: part(-2) }, algorithm, false, [
        'verify',
      ])
      return subtle.verify(algorithm, imported, signature, message)
    }
    default:
      return false
  }
}

/** ECDSA signatures come as the DER of RFC 3279 §2.2.3; WebCrypto takes r ‖ s of 32 bytes each. */
function derToRaw(der: Bytes): Bytes | null {
  if (der[0] !== 0x30 || der[2] !== 0x02) return null
  const rLength = der[3] ?? 0
  const r = der.subarray(4, 4 + rLength)
  if (der[4 + rLength] !== 0x02) return null
  const s = der.subarray(6 + rLength, 6 + rLength + (der[5 + rLength] ?? 0))
  const [rawR, rawS] = [fitTo32(r), fitTo32(s)]
  return rawR === null || rawS === null ? null : concatBytes(rawR, rawS)
}

function fitTo32(integer: Uint8Array): Bytes | null {
  const digits = integer[0] === 0 ? integer.subarray(1) : integer
  if (digits.length > 32) return null
  const fitted = new Uint8Array(32)
  fitted.set(digits, 32 - digits.length)
  return fitted
}
