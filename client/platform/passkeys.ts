import { browserSupportsWebAuthn, startAuthentication, startRegistration } from '@simplewebauthn/browser'
import type { CeremonyOutcome, WebAuthnOptions } from '#client/core/api.ts'
import { err, ok, type Result } from '#shared/lang/result.ts'
import { utf8ToBytes } from '#shared/protocol/bytes.ts'
import { parseCreationOptions, parseRequestOptions } from './passkey-options.ts'

/**
 * The only place that runs WebAuthn ceremonies. PRF output never enters the JSON that goes to the relay: the extension
 * results are taken off it here, the key beside it is a buffer of its own, and what the browser handed over is blanked.
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

export type PasskeyDeps = { readonly now: () => number }

export type Passkeys = {
  readonly create: (options: WebAuthnOptions) => Promise<Result<CeremonyOutcome, CeremonyFailure>>
  readonly request: (options: WebAuthnOptions, use: PrfUse) => Promise<Result<CeremonyOutcome, CeremonyFailure>>
}

export function createPasskeys(deps: PasskeyDeps): Passkeys {
  return {
    create: options => createPasskey(deps, options),
    request: (options, use) => requestPasskey(options, use),
  }
}

async function createPasskey(
  deps: PasskeyDeps,
  options: WebAuthnOptions,
): Promise<Result<CeremonyOutcome, CeremonyFailure>> {
  if (!browserSupportsWebAuthn()) return err({ kind: 'unsupported' })
  const optionsJSON = parseCreationOptions(options)
  const extensions = { prf: { eval: { first: salt(appSalt) } } }
  const startedAt = deps.now()
  try {
    return ok(toOutcome(await startRegistration({ optionsJSON: { ...optionsJSON, extensions } })))
  } catch (error) {
    const isFast = deps.now() - startedAt < fastMs
    if (!isFast || !['UnknownError', 'NotAllowedError'].includes(nameOf(error))) return err(failureOf(error))
  }
  // Some authenticators refuse a request that asks for PRF at once: this passkey will sign in, and not unlock.
  try {
    return ok(toOutcome(await startRegistration({ optionsJSON })))
  } catch (error) {
    return err(failureOf(error))
  }
}

async function requestPasskey(
  options: WebAuthnOptions,
  use: PrfUse,
): Promise<Result<CeremonyOutcome, CeremonyFailure>> {
  if (!browserSupportsWebAuthn()) return err({ kind: 'unsupported' })
  const first = salt(appSalt)
  const evaluated = use === 'both' ? { first, second: salt(vaultSalt) } : { first }
  const optionsJSON = { ...parseRequestOptions(options), extensions: { prf: { eval: evaluated } } }
  try {
    return ok(toOutcome(await startAuthentication({ optionsJSON })))
  } catch (error) {
    return err(failureOf(error))
  }
}

type CeremonyResponse = Awaited<ReturnType<typeof startRegistration>> | Awaited<ReturnType<typeof startAuthentication>>

function toOutcome({ clientExtensionResults, ...response }: CeremonyResponse): CeremonyOutcome {
  const results = clientExtensionResults.prf?.results
  return {
    response: { ...response, clientExtensionResults: {} },
    prf: { app: takenOver(results?.first), vault: takenOver(results?.second) },
  }
}

/** A buffer of its own, fit to be transferred; what the browser handed over is blanked. */
function takenOver(source: ArrayBufferLike | ArrayBufferView | undefined): Uint8Array | null {
  if (source === undefined) return null
  const view = ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
    : new Uint8Array(source)
  const copy = Uint8Array.from(view)
  view.fill(0)
  return copy
}

/** SimpleWebAuthn keeps the browser's own name of what went wrong. */
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

function salt(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(utf8ToBytes(text))
}
