import type { Result } from '#shared/lang/result.ts'
import type { ErrorCode, EntryRefusal } from '#shared/protocol/errors.ts'
import type { DeviceId, MemberId, MethodId, WorkspaceId } from '#shared/protocol/ids.ts'
import type { FieldProblem } from '#shared/domain/problem.ts'
import type { CreatorValues, FieldValue, ImageValue, Row } from '#shared/domain/row.ts'

/**
 * The core worker as screens see it: what it tells (`CoreEvent`) and what can be asked of it (`CoreApi`). Every call is a
 * message, so arguments and answers are plain data. Expected failures come back as results; a rejection is a bug.
 */

// ── What the worker tells ────────────────────────────────────────────────────────────────────────────────────────────

export type Phase =
  /** The worker is reading what this device holds. */
  | { readonly kind: 'starting' }
  /** Nothing here yet: found a studio, or sign in to one. */
  | { readonly kind: 'new' }
  | { readonly kind: 'locked'; readonly methods: readonly UnlockOffer[]; readonly reason: LockReason | null }
  | { readonly kind: 'open'; readonly workspace: WorkspaceId; readonly member: MemberId; readonly device: DeviceId }
  /** No SharedWorker here and another tab has the studio open. */
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'failed'; readonly failure: StartFailure }

export type LockReason = 'by-hand' | 'idle' | 'hidden' | 'too-long' | 'last-tab' | 'revoked'
export type UnlockOffer = 'passkey' | 'passphrase' | 'recovery'
export type StartFailure = 'no-indexeddb' | 'storage-refused' | 'newer-data' | 'no-webcrypto'

/** The sync status in its states; `describeSync` (features/sync) puts it into the words of the status bar. */
export type SyncState =
  | { readonly kind: 'synced'; readonly at: number }
  | { readonly kind: 'syncing'; readonly done: number; readonly total: number; readonly direction: 'push' | 'pull' }
  | { readonly kind: 'offline'; readonly waiting: number }
  | { readonly kind: 'unreachable'; readonly waiting: number; readonly retryAt: number }
  | { readonly kind: 'update-needed'; readonly waiting: number }
  | { readonly kind: 'stopped'; readonly waiting: number; readonly cause: SyncStop }

export type SyncStop =
  | { readonly kind: 'revoked' }
  | { readonly kind: 'rolled-back'; readonly expected: number; readonly found: number }
  | { readonly kind: 'forked'; readonly device: DeviceId; readonly sequence: number }
  | { readonly kind: 'withheld'; readonly device: DeviceId; readonly sequence: number }
  | { readonly kind: 'bad-state' }
  | { readonly kind: 'refused'; readonly refusal: EntryRefusal }
  | { readonly kind: 'storage-full' }

/** Entries that came and could not be used: kept as they are, named, the rest went on. */
export type SetAside = {
  readonly device: DeviceId | null
  readonly sequence: number | null
  readonly refusal: EntryRefusal | 'cannot-open' | 'cannot-apply'
  readonly at: number
}

export type StorageReport = {
  readonly persisted: boolean | null
  readonly usageBytes: number | null
  readonly quotaBytes: number | null
  /** `low` below a tenth of the quota, `full` once a write failed for want of room. */
  readonly room: 'ample' | 'low' | 'full' | 'unknown'
}

export type UndoState = { readonly undo: string | null; readonly redo: string | null }

export type CoreEvent =
  | { readonly kind: 'phase'; readonly phase: Phase }
  /** One bucket of rows as UTF-8 JSON (`Row[]` by collection), sent while a studio opens; `last` closes the series. */
  | { readonly kind: 'rows'; readonly json: Uint8Array; readonly last: boolean }
  /** After commands and sync. A null row is gone. `origin` is this device's command or another device's work. */
  | { readonly kind: 'patches'; readonly patches: readonly RowPatch[]; readonly origin: 'command' | 'sync' }
  | { readonly kind: 'sync'; readonly sync: SyncState }
  | { readonly kind: 'set-aside'; readonly entries: readonly SetAside[] }
  | { readonly kind: 'storage'; readonly storage: StorageReport }
  | { readonly kind: 'undo'; readonly state: UndoState }
  /** Something every screen should hear of, once: words are the screens'. */
  | { readonly kind: 'notice'; readonly notice: Notice }

export type RowPatch = { readonly collection: CollectionName; readonly id: string; readonly row: Row | null }
export type CollectionName = 'creator' | 'settings'

export type Notice =
  | { readonly kind: 'recovery-kit-used'; readonly at: number }
  | { readonly kind: 'device-added'; readonly device: DeviceId }
  | { readonly kind: 'device-revoked'; readonly device: DeviceId }
  | { readonly kind: 'clock-wrong'; readonly offMs: number }

// ── What can be asked ────────────────────────────────────────────────────────────────────────────────────────────────

export type WireFailure =
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'refused'; readonly code: ErrorCode; readonly retryAfterMs?: number }

/** WebAuthn JSON as the browser's parse…FromJSON takes it; the PRF salts are put in by client/platform/passkeys.ts. */
export type WebAuthnOptions = Record<string, unknown>

/**
 * One ceremony's outcome. `response` is the WebAuthn JSON without extension results: PRF output never stands in it, it
 * comes beside it, transferred, and is wiped by the worker once used.
 */
export type CeremonyOutcome = {
  readonly response: Record<string, unknown>
  readonly prf: { readonly app: Uint8Array | null; readonly vault: Uint8Array | null }
}

export type PasskeyMade =
  /** A second ceremony has to confirm what it gives. */
  { readonly kind: 'confirm'; readonly options: WebAuthnOptions }

export type PasskeyConfirmed =
  | { readonly unlocks: true }
  /** It signs in, and a passphrase has to open. */
  | { readonly unlocks: false; readonly reason: 'no-prf' | 'different-bytes' }

export type UnlockFailure =
  | { readonly kind: 'wrong-passphrase' }
  | {
      readonly kind: 'wrong-recovery-code'
      readonly problem: 'wrong-length' | 'bad-character' | 'bad-check' | 'opens-nothing'
    }
  /** Signature, challenge, origin or verification of the assertion did not hold. */
  | { readonly kind: 'ceremony-failed' }
  /** The passkey is right but its key opens nothing: nothing was changed, other methods still open. */
  | { readonly kind: 'different-key' }
  /** The passkey signs in but gives no key. */
  | { readonly kind: 'no-key' }
  | { readonly kind: 'damaged'; readonly what: string }
  | { readonly kind: 'no-such-method' }

export type RecoveryKit = {
  /** In groups of six, for the eye. */
  readonly code: string
  readonly relayOrigin: string
  readonly workspace: WorkspaceId
  readonly member: MemberId
  /** The identity key's fingerprint as eight words. */
  readonly identityWords: readonly string[]
  readonly stateSequence: number
  readonly madeAt: number
}

export interface SetupApi {
  checkToken(token: string): Promise<Result<null, WireFailure>>
  /** Names stay on the device: they go into the passkey's label and, sealed, into the studio's settings. */
  begin(names: {
    studioName: string
    memberName: string
    memberEmail: string
  }): Promise<Result<WebAuthnOptions, WireFailure>>
  passkeyMade(outcome: CeremonyOutcome): Promise<Result<PasskeyMade, WireFailure>>
  passkeyConfirmed(outcome: CeremonyOutcome): Promise<Result<PasskeyConfirmed, UnlockFailure>>
  /** Only where the passkey does not unlock. At least 15 characters. */
  setPassphrase(passphrase: string): Promise<Result<null, { readonly kind: 'too-short' }>>
  recoveryKit(): Promise<RecoveryKit>
  checkRecoveryCode(typed: string): Promise<boolean>
  /** Founds the studio at the relay and opens it here. Can be repeated after `unreachable`: nothing is lost. */
  complete(): Promise<Result<null, WireFailure>>
}

export interface UnlockApi {
  /** Works with no network: a local challenge and the passkeys known here. */
  options(): Promise<WebAuthnOptions>
  withPasskey(outcome: CeremonyOutcome): Promise<Result<null, UnlockFailure>>
  withPassphrase(passphrase: string): Promise<Result<null, UnlockFailure>>
  withRecoveryCode(code: string): Promise<Result<null, UnlockFailure>>
}

export interface SignInApi {
  options(): Promise<Result<WebAuthnOptions, WireFailure>>
  withPasskey(outcome: CeremonyOutcome): Promise<Result<null, WireFailure | UnlockFailure>>
  withRecoveryCode(code: string): Promise<Result<null, WireFailure | UnlockFailure>>
}

/** A fresh ceremony: the relay takes changes of devices and methods for five minutes, and the vault tier opens. */
export interface VerifyApi {
  options(): Promise<Result<WebAuthnOptions, WireFailure>>
  withPasskey(outcome: CeremonyOutcome): Promise<Result<null, WireFailure | UnlockFailure>>
  withRecoveryCode(code: string): Promise<Result<null, WireFailure | UnlockFailure>>
  /** Opens the vault tier alone: the relay knows nothing of passphrases, so changes of devices and methods need more. */
  withPassphrase(passphrase: string): Promise<Result<null, UnlockFailure>>
  isFresh(): Promise<boolean>
}

export type MethodInfo = {
  readonly id: MethodId | null
  readonly kind: 'passkey' | 'recovery' | 'passphrase'
  readonly credentialId: string | null
  readonly unlocks: boolean
  readonly deviceType: 'singleDevice' | 'multiDevice' | null
  readonly transports: readonly string[]
  readonly addedAt: number | null
  readonly lastUsedAt: number | null
  /** On this device. */
  readonly firstUnlockAt: number | null
  readonly lastUnlockAt: number | null
}

export type MethodFailure =
  | WireFailure
  | { readonly kind: 'verify-first' }
  | { readonly kind: 'last-method' }
  | { readonly kind: 'too-short' }
  | { readonly kind: 'wrong-recovery-code' }
  | { readonly kind: 'no-such-method' }

export interface MethodsApi {
  list(): Promise<readonly MethodInfo[]>
  addPasskeyOptions(): Promise<Result<WebAuthnOptions, MethodFailure>>
  passkeyMade(outcome: CeremonyOutcome): Promise<Result<PasskeyMade, MethodFailure>>
  passkeyConfirmed(outcome: CeremonyOutcome): Promise<Result<PasskeyConfirmed, MethodFailure>>
  /** Answers the credential ids that remain, for `signalAllAcceptedCredentials`. */
  removePasskey(
    credentialId: string,
  ): Promise<Result<{ readonly accepted: readonly string[]; readonly userId: string }, MethodFailure>>
  newRecoveryKit(): Promise<Result<RecoveryKit, MethodFailure>>
  /** Puts the new kit in the old one's place once its code was typed back. */
  confirmRecoveryKit(typed: string): Promise<Result<null, MethodFailure>>
  setPassphrase(passphrase: string): Promise<Result<null, MethodFailure>>
  removePassphrase(): Promise<Result<null, MethodFailure>>
}

export type DeviceInfo = {
  readonly id: DeviceId
  readonly name: string
  readonly thisDevice: boolean
  readonly addedAt: number
  readonly revokedAt: number | null
  /** From the relay when it can be reached. */
  readonly lastSeenAt: number | null
  readonly lastIp: string | null
}

export interface DevicesApi {
  list(): Promise<readonly DeviceInfo[]>
  rename(device: DeviceId, name: string): Promise<Result<null, CommandFailure>>
  revoke(device: DeviceId): Promise<Result<null, MethodFailure>>
}

export type Command =
  | { readonly kind: 'create'; readonly collection: 'creator'; readonly values: CreatorValues }
  | {
      readonly kind: 'update'
      readonly collection: 'creator'
      readonly ids: readonly string[]
      readonly values: CreatorValues
    }
  | {
      readonly kind: 'add-tags' | 'remove-tags'
      readonly collection: 'creator'
      readonly ids: readonly string[]
      readonly tags: readonly string[]
    }
  | { readonly kind: 'trash' | 'restore'; readonly collection: 'creator'; readonly ids: readonly string[] }
  /** Writes the chosen value of a field that two devices wrote at once. */
  | {
      readonly kind: 'settle'
      readonly collection: 'creator'
      readonly id: string
      readonly field: string
      readonly value: FieldValue
    }
  | { readonly kind: 'settings'; readonly values: SettingsValues }

export type SettingsValues = {
  readonly studioName?: string
  readonly workspaceTimezone?: string
  readonly lockAfterMinutes?: number
}

/** Durable and projected when it comes back; the patches have been sent before. */
export type CommandDone = { readonly ids: readonly string[]; readonly label: string }

export type CommandFailure =
  | { readonly kind: 'invalid'; readonly problems: readonly FieldProblem[] }
  | { readonly kind: 'duplicate'; readonly field: string; readonly existing: string }
  | { readonly kind: 'missing'; readonly ids: readonly string[] }
  | { readonly kind: 'nothing-to-do' }
  | { readonly kind: 'storage-full' }
  | { readonly kind: 'locked' }
  | { readonly kind: 'cancelled' }

export type { FieldProblem }

export type NewImage = {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly type: 'image/webp' | 'image/png' | 'image/jpeg'
  readonly width: number
  readonly height: number
}
export type ImageFailure = CommandFailure | { readonly kind: 'too-large'; readonly limitBytes: number }

export type ImportRow = {
  /** The line of the file on which the row begins, from 1. */
  readonly line: number
  readonly values: CreatorValues
  /** The record that it updates; absent: it creates one. */
  readonly updates?: string
}
export type ImportDone = { readonly created: number; readonly updated: number; readonly unchanged: number }

export type Progress = { readonly done: number; readonly total: number }

export type AuditEvent = {
  readonly id: string
  readonly at: number
  readonly actor: MemberId
  readonly actorName: string
  readonly device: DeviceId
  readonly ip: string | null
  readonly action: AuditAction
  readonly model: string
  readonly targetId: string | null
  readonly targetDisplay: string | null
  readonly changes: Readonly<Record<string, { readonly from: FieldValue; readonly to: FieldValue }>>
  readonly notes: string | null
}
export type AuditAction =
  | 'CREATE'
  | 'UPDATE'
  | 'DELETE'
  | 'RESTORE'
  | 'VIEW'
  | 'COPY'
  | 'EXPORT'
  | 'IMPORT'
  | 'UNLOCK'
  | 'LOGIN'
  | 'ENROL'
  | 'REVOKE'
  | 'ROTATE'
  | 'GENERATE'

export type ConflictValue = {
  readonly value: FieldValue
  readonly at: number | null
  readonly device: DeviceId | null
  readonly deviceName: string | null
}

export interface StudioApi {
  execute(command: Command): Promise<Result<CommandDone, CommandFailure>>
  undo(): Promise<Result<CommandDone, CommandFailure>>
  redo(): Promise<Result<CommandDone, CommandFailure>>
  /** One transaction and one undoable step. `progress` is called in the worker's own time; `cancelImport` before the end changes nothing. */
  importRows(
    rows: readonly ImportRow[],
    progress: (progress: Progress) => void,
  ): Promise<Result<ImportDone, CommandFailure>>
  cancelImport(): Promise<void>
  /** Seals a photo or logo, made small by the page, and answers what a field holds of it. */
  storeImage(image: NewImage): Promise<Result<ImageValue, ImageFailure>>
  /** Null where it has not come yet. */
  image(blob: string): Promise<{ readonly type: string; readonly bytes: Uint8Array<ArrayBuffer> } | null>
  /** An export took place: audited before the file is handed over. */
  recordExport(count: number, format: 'csv'): Promise<Result<null, CommandFailure>>
  /** The values that stand against each other, the shown one first. */
  conflicts(id: string, field: string): Promise<readonly ConflictValue[]>
  history(id: string): Promise<readonly AuditEvent[]>
  /** Newest first. */
  audit(page: { before: number | null; limit: number }): Promise<readonly AuditEvent[]>
}

export interface CoreApi {
  /** Tells the present state at once and every change after it, until the tab is gone. `tabLock` is the Web Lock the tab holds while it lives. */
  attach(listener: (event: CoreEvent) => void, tabLock: string): Promise<void>
  /** Somebody used this tab, or it was hidden or shown: feeds the idle lock. */
  noteActivity(activity: 'used' | 'hidden' | 'shown'): void
  /** The browser said that the network came or went, or the machine woke. */
  noteNetwork(network: 'online' | 'offline' | 'woke'): void
  lock(): Promise<void>
  syncNow(): void
  /** Asks the browser to keep the data (a tab has to have asked first where the worker cannot). */
  notePersisted(persisted: boolean): void
  /** Removes all that this device holds of the studio; refused while changes wait unless `evenUnsynced`. */
  forgetDevice(evenUnsynced: boolean): Promise<Result<null, { readonly kind: 'unsynced'; readonly waiting: number }>>
  readonly setup: SetupApi
  readonly unlock: UnlockApi
  readonly signIn: SignInApi
  readonly verify: VerifyApi
  readonly methods: MethodsApi
  readonly devices: DevicesApi
  readonly studio: StudioApi
}
