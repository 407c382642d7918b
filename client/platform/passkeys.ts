import { err, ok, type Result } from '#shared/lang/result.ts'
import { bytesToBase64url, utf8ToBytes } from '#shared/protocol/bytes.ts'
import type { CeremonyOutcome, WebAuthnOptions } from '#client/core/api.ts'
import { parseCreationOptions, parseRequestOptions } from './passkey-options.ts'

/**
 * The only place that calls `navigator.credentials`. PRF output never enters the JSON that goes to the relay: the JSON is
 * built here field by field, so neither `toJSON()` nor `getClientExtensionResults()` can carry it along.
 */
export type CeremonyFailure =
  /** Closed, timed out or refused by whoever held the device: an expected end. */
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'unsupported' }
  | { readonly kind: 'already-there' }
  /** The page's address is none that passkeys are for, such as an IP address. */
  | { readonly kind: 'wrong-address' }
  | { readonly kind: 'failed'; readonly name: string }

/** Which salts a ceremony carries: `open` the app tier's, `both` the vault tier's too. */
export type PrfUse = 'open' | 'both'

/** Constant, public, one for each purpose: a later version gets names of its own. */
const appSalt = 'wlos/prf/v1/app'
const vaultSalt = 'wlos/prf/v1/vault'

/** A refusal that comes this fast is the authenticator's, not a person's. */
const fastMs = 1_000

export type PasskeyDeps = {
  readonly credentials: Pick<CredentialsContainer, 'create' | 'get'> | undefined
  readonly now: () => number
}

export type Passkeys = {
  readonly create: (options: WebAuthnOptions) => Promise<Result<CeremonyOutcome, CeremonyFailure>>
  readonly request: (options: WebAuthnOptions, use: PrfUse) => Promise<Result<CeremonyOutcome, CeremonyFailure>>
}

export function createPasskeys(deps: PasskeyDeps): Passkeys {
  // One ceremony at a time: a second one ends the first.
  let running: AbortController | null = null
  const nextSignal = (): AbortSignal => {
    running?.abort()
    running = new AbortController()
    return running.signal
  }
  return {
    create: options => createPasskey(deps, options, nextSignal),
    request: (options, use) => requestPasskey(deps, options, use, nextSignal()),
  }
}

async function createPasskey(
  deps: PasskeyDeps,
  options: WebAuthnOptions,
  nextSignal: () => AbortSignal,
): Promise<Result<CeremonyOutcome, CeremonyFailure>> {
  if (deps.credentials === undefined) return err({ kind: 'unsupported' })
  const publicKey = parseCreationOptions(options)
  const withPrf = { ...publicKey, extensions: { ...publicKey.extensions, prf: { eval: { first: salt(appSalt) } } } }
  const startedAt = deps.now()
  try {
    return created(await deps.credentials.create({ publicKey: withPrf, signal: nextSignal() }))
  } catch (error) {
    const isFast = deps.now() - startedAt < fastMs
    if (!isFast || !['UnknownError', 'NotAllowedError'].includes(nameOf(error))) return err(failureOf(error))
  }
  // Some authenticators refuse a request that asks for PRF at once: this passkey will sign in, and not unlock.
  try {
    return created(await deps.credentials.create({ publicKey, signal: nextSignal() }))
  } catch (error) {
    return err(failureOf(error))
  }
}

async function requestPasskey(
  deps: PasskeyDeps,
  options: WebAuthnOptions,
  use: PrfUse,
  signal: AbortSignal,
): Promise<Result<CeremonyOutcome, CeremonyFailure>> {
  if (deps.credentials === undefined) return err({ kind: 'unsupported' })
  const publicKey = parseRequestOptions(options)
  const first = salt(appSalt)
  const evaluated = use === 'both' ? { first, second: salt(vaultSalt) } : { first }
  const withPrf = { ...publicKey, extensions: { ...publicKey.extensions, prf: { eval: evaluated } } }
  try {
    return asserted(await deps.credentials.get({ publicKey: withPrf, signal }))
  } catch (error) {
    return err(failureOf(error))
  }
}

function created(credential: Credential | null): Result<CeremonyOutcome, CeremonyFailure> {
  if (!isPublicKeyCredential(credential)) return err({ kind: 'failed', name: 'no credential' })
  const response = credential.response
  if (!('attestationObject' in response)) return err({ kind: 'failed', name: 'no attestation' })
  // eslint-disable-next-line typescript/no-unsafe-type-assertion
  const attestation = response as AuthenticatorAttestationResponse
  const publicKey = attestation.getPublicKey?.() ?? null
  return ok({
    response: {
      ...common(credential),
      response: {
        clientDataJSON: text(attestation.clientDataJSON),
        attestationObject: text(attestation.attestationObject),
        transports: attestation.getTransports?.() ?? [],
        ...(publicKey === null ? {} : { publicKey: text(publicKey) }),
      },
    },
    prf: takePrf(credential),
  })
}

function asserted(credential: Credential | null): Result<CeremonyOutcome, CeremonyFailure> {
  if (!isPublicKeyCredential(credential)) return err({ kind: 'failed', name: 'no credential' })
  if (!('signature' in credential.response)) return err({ kind: 'failed', name: 'no assertion' })
  // eslint-disable-next-line typescript/no-unsafe-type-assertion
  const assertion = credential.response as AuthenticatorAssertionResponse
  return ok({
    response: {
      ...common(credential),
      response: {
        clientDataJSON: text(assertion.clientDataJSON),
        authenticatorData: text(assertion.authenticatorData),
        signature: text(assertion.signature),
        ...(assertion.userHandle === null ? {} : { userHandle: text(assertion.userHandle) }),
      },
    },
    prf: takePrf(credential),
  })
}

function common(credential: PublicKeyCredential): Record<string, unknown> {
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: 'public-key',
    ...(credential.authenticatorAttachment === null
      ? {}
      : { authenticatorAttachment: credential.authenticatorAttachment }),
    clientExtensionResults: {},
  }
}

function takePrf(credential: PublicKeyCredential): CeremonyOutcome['prf'] {
  const results = credential.getClientExtensionResults().prf?.results
  return { app: copied(results?.first), vault: copied(results?.second) }
}

/** A buffer of its own, fit to be transferred; what the browser handed over is blanked. */
function copied(source: BufferSource | undefined): Uint8Array | null {
  if (source === undefined) return null
  const view = ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
    : new Uint8Array(source)
  const copy = Uint8Array.from(view)
  view.fill(0)
  return copy
}

function failureOf(error: unknown): CeremonyFailure {
  const name = nameOf(error)
  if (name === 'NotAllowedError' || name === 'AbortError') return { kind: 'cancelled' }
  if (name === 'InvalidStateError') return { kind: 'already-there' }
  if (name === 'SecurityError') return { kind: 'wrong-address' }
  if (name === 'NotSupportedError') return { kind: 'unsupported' }
  return { kind: 'failed', name }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown'
}

/** By its shape: passkey providers put objects of their own in the way. */
function isPublicKeyCredential(credential: Credential | null): credential is PublicKeyCredential {
  return credential !== null && 'rawId' in credential && 'response' in credential
}

function salt(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(utf8ToBytes(text))
}

function text(buffer: ArrayBuffer): string {
  return bytesToBase64url(new Uint8Array(buffer))
}
