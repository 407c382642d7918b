import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { base64urlToBytes, bytesToBase64url, concatBytes, utf8ToBytes, type Bytes } from '#shared/protocol/bytes.ts'
import { encodeCbor } from '#shared/protocol/cbor.ts'
import { randomFor } from './random-for.ts'

/** WebAuthn L3 §6.1: user present, user verified, backup eligible, backed up, attested data. */
const flags = { up: 0x01, uv: 0x04, be: 0x08, bs: 0x10, at: 0x40 } as const

export type CeremonyFault = {
  readonly isUnverified?: boolean
  readonly origin?: string
  readonly rpId?: string
  readonly challenge?: string
  readonly isBadSignature?: boolean
  readonly counter?: number
}

/**
 * A synced passkey provider in software: ES256, user verified, counter 0, no attestation. What it gives is what a
 * browser posts. Faults break one thing at a time.
 */
export function createSoftwareAuthenticator(origin: string, seed = 'authenticator') {
  const random = randomFor(seed)
  const keys = new Map<string, KeyObject>()
  const rpId = new URL(origin).hostname

  return {
    credentialIds: () => [...keys.keys()],

    create(options: Record<string, unknown>, fault: CeremonyFault = {}): Record<string, unknown> {
      const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
      const credentialId = random(32)
      const id = bytesToBase64url(credentialId)
      keys.set(id, privateKey)
      const attested = concatBytes(
        new Uint8Array(16),
        new Uint8Array([0, credentialId.length]),
        credentialId,
        coseKey(publicKey),
      )
      const authData = authenticatorData(fault.rpId ?? rpId, flags.at, fault, attested)
      const attestationObject = encodeCbor(
        new Map<string, unknown>([
          ['fmt', 'none'],
          ['attStmt', new Map()],
          ['authData', authData],
        ]),
      )
      return {
        id,
        rawId: id,
        type: 'public-key',
        authenticatorAttachment: 'platform',
        clientExtensionResults: {},
        response: {
          clientDataJSON: bytesToBase64url(clientData('webauthn.create', options, fault, origin)),
          attestationObject: bytesToBase64url(attestationObject),
          transports: ['internal', 'hybrid'],
        },
      }
    },

    get(options: Record<string, unknown>, fault: CeremonyFault & { id?: string } = {}): Record<string, unknown> {
      const [first = ''] = keys.keys()
      const id = fault.id ?? first
      const key = keys.get(id) ?? keys.get(first)
      if (key === undefined) throw new Error('the authenticator holds no passkey')
      const data = clientData('webauthn.get', options, fault, origin)
      const authData = authenticatorData(fault.rpId ?? rpId, 0, fault)
      const signed = concatBytes(authData, createHash('sha256').update(data).digest())
      const signature = sign('sha256', signed, key)
      if (fault.isBadSignature === true) signature[signature.length - 1] = (signature.at(-1) ?? 0) ^ 1
      return {
        id,
        rawId: id,
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: bytesToBase64url(data),
          authenticatorData: bytesToBase64url(authData),
          signature: bytesToBase64url(signature),
          userHandle: bytesToBase64url(random(32)),
        },
      }
    },
  }
}

function clientData(type: string, options: Record<string, unknown>, fault: CeremonyFault, origin: string): Bytes {
  const challenge = fault.challenge ?? options['challenge']
  return utf8ToBytes(JSON.stringify({ type, challenge, origin: fault.origin ?? origin, crossOrigin: false }))
}

function authenticatorData(rpId: string, extraFlags: number, fault: CeremonyFault, attested = new Uint8Array()): Bytes {
  const verified = fault.isUnverified === true ? 0 : flags.uv
  const counter = new Uint8Array(4)
  new DataView(counter.buffer).setUint32(0, fault.counter ?? 0)
  return concatBytes(
    createHash('sha256').update(rpId).digest(),
    new Uint8Array([flags.up | verified | flags.be | flags.bs | extraFlags]),
    counter,
    attested,
  )
}

/** RFC 9053 §7.1.1: EC2 key, ES256, P-256. */
function coseKey(publicKey: KeyObject): Bytes {
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  return encodeCbor(
    new Map<number, unknown>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, base64urlToBytes(x)],
      [-3, base64urlToBytes(y)],
    ]),
  )
}
