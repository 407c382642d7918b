import * as z from 'zod/mini'
import { base64urlToBytes, bytesToBase64url, type Bytes } from './bytes.ts'
import { DeviceId, MemberId, MethodId, WorkspaceId } from './ids.ts'
import { EntryRefusal } from './errors.ts'

/**
 * Requests and responses of the relay, used by both sides. JSON, but for the log, which is CBOR. Bytes travel in
 * JSON as unpadded base64url. Every refusal is an `ErrorBody` (errors.ts). Rules [A…] in SPEC.md.
 */
export const protocolVersion = 1

/** Base64url text on the wire, bytes in code. A length that no bytes encode to is refused here: decoding would throw. */
export const WireBytes = z.codec(
  z.string().check(z.regex(/^(?:[\w-]{4})*(?:[\w-]{2,3})?$/)),
  z.custom<Bytes>(value => value instanceof Uint8Array),
  { decode: text => base64urlToBytes(text), encode: bytes => bytesToBase64url(bytes) },
)

/** Milliseconds since 1970, up to the year 9999: what every calendar and every formatter takes. */
const Instant = z.int().check(z.nonnegative(), z.maximum(253_402_300_799_999))

const CredentialId = z.string().check(z.regex(/^[\w-]{1,1400}$/))

/** A WebAuthn JSON object (WebAuthn L3 §5.1.8, §5.1.9): SimpleWebAuthn checks its inside. */
const WebAuthnJson = z.record(z.string(), z.unknown())

/** `GET /api/status`, open to all. */
export const Status = z.object({
  protocol: z.number(),
  version: z.string(),
  founded: z.boolean(),
})
export type Status = z.infer<typeof Status>

/** `POST /api/setup/token` → 204, and a pre-session cookie that the following set-up calls need. */
export const SetupTokenRequest = z.object({ token: z.string().check(z.maxLength(200)) })

/** `POST /api/setup/passkey/options`, `POST /api/passkeys/options` → creation options; the client puts the names in. */
export const CreationOptions = z.object({ options: WebAuthnJson })
/** `POST /api/signin/options`, `POST /api/stepup/options` → request options. */
export const RequestOptions = z.object({ options: WebAuthnJson })

/**
 * `POST /api/setup/passkey` and `POST /api/passkeys` → PasskeyInfo, `POST /api/signin/passkey` → SignedIn,
 * `POST /api/stepup/passkey` → 204 and a new cookie. PRF results are taken out before: the relay refuses them.
 */
export const PasskeyResponse = z.object({ response: WebAuthnJson })

export const PasskeyInfo = z.object({
  credentialId: CredentialId,
  /** COSE_Key (RFC 9052 §7): devices check an assertion with no network by it. */
  publicKey: WireBytes,
  /** `singleDevice` is bound to one device, `multiDevice` is synced by its provider. */
  deviceType: z.enum(['singleDevice', 'multiDevice']),
  backedUp: z.boolean(),
  transports: z.array(z.string()),
  createdAt: Instant,
  lastUsedAt: z.nullable(Instant),
})
export type PasskeyInfo = z.infer<typeof PasskeyInfo>

/** The relay keeps SHA-256 of the recovery key's authentication half, and nothing else of it. */
export const RecoveryRegistration = z.object({ method: MethodId, authHash: WireBytes })

/** State, key ring and what must change with them, put in place at once or not at all. */
export const StateUpdate = z.object({
  state: WireBytes,
  signature: WireBytes,
  /** The member's sealed keys: opaque to the relay (crypto/keyring.ts). */
  keyring: WireBytes,
  /** Replaces the recovery method that stood there. */
  recovery: z.optional(RecoveryRegistration),
})
export type StateUpdate = z.infer<typeof StateUpdate>

/**
 * `POST /api/setup/complete` → SignedIn. Takes the pre-session's verified passkey; uses up the token. The state is the
 * first one: sequence 1, one member, one device. It signs in that device.
 */
export const SetupComplete = z.object({
  workspace: WorkspaceId,
  member: MemberId,
  device: DeviceId,
  state: WireBytes,
  signature: WireBytes,
  keyring: WireBytes,
  recovery: RecoveryRegistration,
})
export type SetupComplete = z.infer<typeof SetupComplete>

/** `POST /api/signin/passkey` and `POST /api/signin/recovery`. A session without a device until one is enrolled. */
export const SignedIn = z.object({
  workspace: WorkspaceId,
  member: MemberId,
  state: WireBytes,
  signature: WireBytes,
  keyring: WireBytes,
  /** With a passkey: which one signed in. */
  credentialId: z.nullable(z.string()),
})
export type SignedIn = z.infer<typeof SignedIn>

/** `POST /api/signin/recovery`, `POST /api/stepup/recovery`: the recovery key's authentication half, 32 bytes. */
export const RecoveryAuth = z.object({ auth: WireBytes })

/** `POST /api/session/challenge` → a 32-byte challenge for the device's signature. */
export const SessionChallenge = z.object({ challenge: WireBytes })
/** `POST /api/session/device` → 204 and the cookie: signs in an enrolled device with no hand on it. */
export const DeviceSession = z.object({ device: DeviceId, challenge: WireBytes, signature: WireBytes })

/**
 * `GET /api/state`; `POST /api/state` takes StateUpdate → 204: 409 `state-conflict` unless it follows the present one.
 * The present one again is taken for a repetition, and is a success.
 */
export const StateResponse = z.object({ state: WireBytes, signature: WireBytes, keyring: WireBytes })
export type StateResponse = z.infer<typeof StateResponse>

/** `POST /api/session/enrol` binds the session to a device that the present state lists. */
export const EnrolDevice = z.object({ device: DeviceId })

/** `GET /api/passkeys`; `DELETE /api/passkeys/:credentialId` → 204. */
export const PasskeyList = z.object({ passkeys: z.array(PasskeyInfo) })

/** `GET /api/devices`: what only the relay knows of them. */
export const DeviceActivity = z.object({
  devices: z.array(z.object({ id: DeviceId, lastSeenAt: z.nullable(Instant), lastIp: z.nullable(z.string()) })),
})
export type DeviceActivity = z.infer<typeof DeviceActivity>

/**
 * `POST /api/log` takes a CBOR batch (entry.ts), `Content-Type: application/cbor`. Results stand in the batch's order.
 * After the first refusal in a lane, that lane's later entries of the batch are refused too (`broken-chain`).
 */
export const PushResult = z.object({
  results: z.array(
    z.union([
      z.object({ ok: z.literal(true), relaySequence: z.int().check(z.minimum(1)), receivedAt: Instant }),
      z.object({ ok: z.literal(false), refusal: EntryRefusal }),
    ]),
  ),
  head: z.number(),
})
export type PushResult = z.infer<typeof PushResult>

/** `GET /api/log?after=&limit=` → a CBOR pull page (entry.ts). */
export const PullQuery = z.object({
  after: z.coerce.number().check(z.int(), z.nonnegative()),
  limit: z.optional(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(5_000))),
})

/**
 * `GET /api/events`: server-sent events. `head` says that the log grew, `state` that the signed state moved, `end`
 * that this session is over. Data is JSON as below. A comment line comes every 25 s.
 */
export const HeadEvent = z.object({ head: z.number() })
export const StateEvent = z.object({ sequence: z.number() })
export const EndEvent = z.object({ reason: z.enum(['revoked', 'signed-out', 'expired', 'shutting-down']) })

/** What the device signs to renew its session: LP("wlos/session/v1", origin, device id, challenge), 4-byte lengths. */
export const sessionDomain = 'wlos/session/v1'
