import type { SetupComplete } from '#shared/protocol/api.ts'
import { err, ok, type Result } from '#shared/lang/result.ts'
import { equalBytes } from '#shared/protocol/bytes.ts'
import type { ErrorCode } from '#shared/protocol/errors.ts'
import { limits } from '#shared/protocol/limits.ts'
import { decodeState, stateHash } from '#shared/protocol/state.ts'
import type { Relay } from '../relay.ts'
import { insertCredential } from '../storage/credential-store.ts'
import type { StoredPreSession } from '../storage/session-store.ts'
import type { Db } from '../storage/storage.ts'
import {
  foundedWorkspace,
  insertMember,
  insertWorkspace,
  noteDeviceActivity,
  readState,
  replaceRecovery,
  takeFounding,
} from '../storage/workspace-store.ts'
import type { VerifiedPasskey } from './passkey-ceremonies.ts'
import { startSession } from './sessions.ts'
import { ed25519Key, isSignedBy } from './signatures.ts'

/** Puts everything of a new studio in place, or nothing. Gives the token of the founding device's session. */
export async function foundStudio(
  relay: Relay,
  preSession: StoredPreSession,
  passkey: VerifiedPasskey,
  request: SetupComplete,
): Promise<Result<string, ErrorCode>> {
  const valid = checkFirstState(request)
  if (!valid.ok) return valid
  return relay.storage.db.transaction().execute(async db => {
    if (!(await takeFounding(db, request.workspace))) return repeatFounding(relay, db, passkey, request)
    const now = relay.clock.now()
    const { workspace, member, device, state, signature, keyring, recovery } = request
    await insertWorkspace(db, workspace, { sequence: 1, bytes: state, signature }, now)
    await insertMember(db, { workspace, id: member, userHandle: preSession.userHandle, keyring })
    await insertCredential(db, { ...passkey, workspace, member, createdAt: now, lastUsedAt: now })
    await replaceRecovery(db, { workspace, member, ...recovery })
    await noteDeviceActivity(db, { workspace, device, at: now, ip: null })
    return ok(await startSession(relay, db, { workspace, member, device, credentialId: passkey.id, isFresh: true }))
  })
}

/** The founder whose answer was lost comes again with the same bytes and is let in; anybody else is refused. */
async function repeatFounding(
  relay: Relay,
  db: Db,
  passkey: VerifiedPasskey,
  request: SetupComplete,
): Promise<Result<string, ErrorCode>> {
  const { workspace, member, device } = request
  const present = (await foundedWorkspace(db)) === workspace ? await readState(db, workspace) : null
  if (present === null || !equalBytes(present.bytes, request.state)) return err('already-founded')
  const credential = await db.selectFrom('credentials').select('id').where('id', '=', passkey.id).executeTakeFirst()
  if (credential === undefined) return err('already-founded')
  return ok(await startSession(relay, db, { workspace, member, device, credentialId: passkey.id, isFresh: true }))
}

function checkFirstState(request: SetupComplete): Result<null, ErrorCode> {
  if (request.recovery.authHash.length !== 32 || request.signature.length !== 64) return err('bad-request')
  if (request.keyring.length > limits.keyringBytes) return err('too-large')
  const decoded = decodeState(request.state)
  if (!decoded.ok) return err(decoded.error === 'too-large' ? 'too-large' : 'state-invalid')
  const state = decoded.value
  const [member] = state.members
  const [device] = state.devices
  if (member === undefined || device === undefined) return err('state-invalid')
  const isFirst = state.sequence === 1 && state.previous === null
  const isAlone = state.members.length === 1 && state.devices.length === 1
  const isTheirs =
    state.workspace === request.workspace &&
    state.signer === request.member &&
    member.id === request.member &&
    device.id === request.device &&
    device.member === request.member &&
    device.revokedAt === null
  const recovery = state.methods.find(method => method.id === request.recovery.method)
  const areMethodsTheirs = state.methods.every(method => method.member === request.member)
  if (!isFirst || !isAlone || !isTheirs || !areMethodsTheirs || recovery?.kind !== 'recovery')
    return err('state-invalid')
  const isSigned = isSignedBy(ed25519Key(member.identityKey), stateHash(request.state), request.signature)
  return isSigned ? ok(null) : err('state-invalid')
}
