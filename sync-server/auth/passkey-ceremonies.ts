import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import * as z from 'zod/mini'
import { err, ok, type Result } from '#shared/lang/result.ts'
import { copyBytes, type Bytes } from '#shared/protocol/bytes.ts'
import type { ErrorCode } from '#shared/protocol/errors.ts'
import { limits } from '#shared/protocol/limits.ts'
import type { Relay } from '../relay.ts'
import { noteCredentialUse, readCredential, type StoredCredential } from '../storage/credential-store.ts'
import type { ChallengeKind } from '../storage/tables.ts'
import { issueChallenge, useChallenge } from './challenges.ts'
import { parseAuthentication, parseRegistration, signedChallenge, type Authentication } from './webauthn-json.ts'

/** EdDSA, ES256, RS256. Named, since newer runtimes would offer others first. */
const algorithms = [-8, -7, -257]
const Transport = z.enum(['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'])

type CeremonyDeps = Pick<Relay, 'storage' | 'clock' | 'random' | 'settings'>
type Purpose = { readonly kind: ChallengeKind; readonly owner: string }
type Options = Record<string, unknown>

export type VerifiedPasskey = Pick<
  StoredCredential,
  'id' | 'publicKey' | 'counter' | 'deviceType' | 'backedUp' | 'transports'
>

export async function createOptions(
  deps: CeremonyDeps,
  purpose: Purpose,
  user: { handle: Bytes; credentials: readonly StoredCredential[] },
): Promise<Options> {
  const options = await generateRegistrationOptions({
    rpName: 'Wavelaunch Studio OS',
    rpID: rpId(deps),
    // Names never reach the relay: the browser puts the real ones in.
    userName: 'studio',
    userID: user.handle,
    challenge: await issueChallenge(deps, purpose),
    timeout: limits.challengeLifetimeMs,
    attestationType: 'none',
    excludeCredentials: user.credentials.map(credential => ({
      id: credential.id,
      transports: [...credential.transports],
    })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    supportedAlgorithmIDs: algorithms,
  })
  return { ...options }
}

/** Without credentials it asks for any discoverable one, and so tells nobody which exist. */
export async function requestOptions(
  deps: CeremonyDeps,
  purpose: Purpose,
  credentials: readonly StoredCredential[],
): Promise<Options> {
  const options = await generateAuthenticationOptions({
    rpID: rpId(deps),
    challenge: await issueChallenge(deps, purpose),
    timeout: limits.challengeLifetimeMs,
    userVerification: 'required',
    allowCredentials: credentials.map(credential => ({ id: credential.id, transports: [...credential.transports] })),
  })
  return { ...options }
}

export async function verifyCreation(
  deps: CeremonyDeps,
  purpose: Purpose,
  body: unknown,
): Promise<Result<VerifiedPasskey, ErrorCode>> {
  const parsed = parseRegistration(body)
  if (!parsed.ok) return parsed
  const challenge = await takeSignedChallenge(deps, purpose, parsed.value.response.clientDataJSON)
  if (!challenge.ok) return challenge
  const transports = knownTransports(parsed.value.response.transports)
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: { ...parsed.value, response: { ...parsed.value.response, transports }, clientExtensionResults: {} },
      expectedChallenge: challenge.value,
      expectedOrigin: deps.settings.origin,
      expectedRPID: rpId(deps),
      requireUserVerification: true,
      supportedAlgorithmIDs: algorithms,
    })
    if (!verified) return err('ceremony-failed')
    const { credential, credentialDeviceType, credentialBackedUp } = registrationInfo
    return ok({
      id: credential.id,
      publicKey: copyBytes(credential.publicKey),
      counter: credential.counter,
      deviceType: credentialDeviceType,
      backedUp: credentialBackedUp,
      transports,
    })
  } catch {
    return err('ceremony-failed')
  }
}

/** An unknown credential and a bad signature are answered alike. */
export async function verifyRequest(
  deps: CeremonyDeps,
  purpose: Purpose,
  body: unknown,
): Promise<Result<StoredCredential, ErrorCode>> {
  const parsed = parseAuthentication(body)
  if (!parsed.ok) return parsed
  const challenge = await takeSignedChallenge(deps, purpose, parsed.value.response.clientDataJSON)
  if (!challenge.ok) return challenge
  const credential = await readCredential(deps.storage.db, parsed.value.id)
  if (credential === null) return err('ceremony-failed')
  const use = await verifyAssertion(deps, parsed.value, credential, challenge.value)
  if (use === null) return err('ceremony-failed')
  await noteCredentialUse(deps.storage.db, credential.id, { ...use, at: deps.clock.now() })
  return ok(credential)
}

async function verifyAssertion(
  deps: CeremonyDeps,
  { response, ...assertion }: Authentication,
  credential: StoredCredential,
  expectedChallenge: string,
): Promise<{ counter: number; backedUp: boolean } | null> {
  const { userHandle, ...signed } = response
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: {
        ...assertion,
        response: typeof userHandle === 'string' ? { ...signed, userHandle } : signed,
        clientExtensionResults: {},
      },
      expectedChallenge,
      expectedOrigin: deps.settings.origin,
      expectedRPID: rpId(deps),
      // Synced passkeys have no counter and stay at 0; one that ever counted must go on counting.
      // WebAuthn L3 §6.1.1 "Signature Counter Considerations".
      credential: { id: credential.id, publicKey: credential.publicKey, counter: credential.counter },
      requireUserVerification: true,
    })
    if (!verified) return null
    return { counter: authenticationInfo.newCounter, backedUp: authenticationInfo.credentialBackedUp }
  } catch {
    return null
  }
}

async function takeSignedChallenge(
  deps: CeremonyDeps,
  purpose: Purpose,
  clientDataJson: string,
): Promise<Result<string, ErrorCode>> {
  const challenge = signedChallenge(clientDataJson)
  return challenge.ok ? useChallenge(deps, purpose, challenge.value) : challenge
}

function knownTransports(transports: readonly string[] = []): z.infer<typeof Transport>[] {
  return transports.flatMap(transport => {
    const known = Transport.safeParse(transport)
    return known.success ? [known.data] : []
  })
}

function rpId(deps: Pick<Relay, 'settings'>): string {
  return new URL(deps.settings.origin).hostname
}
