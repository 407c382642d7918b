import type { StateUpdate } from '#shared/protocol/api.ts'
import { err, ok, type Result } from '#shared/lang/result.ts'
import { equalBytes } from '#shared/protocol/bytes.ts'
import type { ErrorCode } from '#shared/protocol/errors.ts'
import { limits } from '#shared/protocol/limits.ts'
import { decodeState, memberOf, stateHash, type WorkspaceState } from '#shared/protocol/state.ts'
import { hasSteppedUp, type Session } from '../auth/sessions.ts'
import { ed25519Key, isSignedBy } from '../auth/signatures.ts'
import type { Relay } from '../relay.ts'
import { endSessionsOfMethod, revokeSessionsOfDevices, revokeSessionsOfMember } from '../storage/session-store.ts'
import {
  deleteMember,
  deleteRecovery,
  readMember,
  recoveryMethod,
  replaceKeyring,
  replaceRecovery,
  replaceState,
} from '../storage/workspace-store.ts'
import { describeChange, type StateChange } from './state-change.ts'
import type { WorkspaceView } from './workspace-views.ts'

type Replaced = StateChange & { readonly sequence: number }

/** Compare and swap of the signed state with all that hangs on it, in one transaction. */
export async function replaceWorkspaceState(
  relay: Relay,
  session: Session,
  update: StateUpdate,
): Promise<Result<Replaced, ErrorCode>> {
  const { workspace } = session
  const present = await relay.views.read(workspace)
  if (equalBytes(present.bytes, update.state)) return ok(nothingNew(present.state))
  const stored = await readMember(relay.storage.db, workspace, session.member)
  const isOtherKeyring = stored === null || !equalBytes(stored.keyring, update.keyring)
  const checked = checkUpdate(relay, session, { present, isOtherKeyring }, update)
  if (!checked.ok) return checked
  const { next, change } = checked.value
  const isReplaced = await relay.storage.db.transaction().execute(async db => {
    const state = { sequence: next.sequence, bytes: update.state, signature: update.signature }
    if (!(await replaceState(db, workspace, state))) return false
    await replaceKeyring(db, workspace, session.member, update.keyring)
    for (const member of next.members) {
      const method = await recoveryMethod(db, workspace, member.id)
      if (method !== null && !next.methods.some(kept => kept.id === method))
        await deleteRecovery(db, workspace, member.id)
    }
    if (update.recovery !== undefined) {
      await replaceRecovery(db, { workspace, member: session.member, ...update.recovery })
      const { member, family } = session
      await endSessionsOfMethod(db, { workspace, member, credentialId: null, exceptFamily: family })
    }
    await revokeSessionsOfDevices(db, workspace, change.revokedDevices)
    for (const member of change.removedMembers) {
      await revokeSessionsOfMember(db, workspace, member)
      await deleteMember(db, workspace, member)
    }
    return true
  })
  relay.views.forget(workspace)
  relay.sessions.clear()
  return isReplaced ? ok({ ...change, sequence: next.sequence }) : err('state-conflict')
}

/** The answer to the first try was lost: it is given again. */
function nothingNew(state: WorkspaceState): Replaced {
  return { sequence: state.sequence, needsStepUp: false, revokedDevices: [], removedMembers: [] }
}

function checkUpdate(
  relay: Relay,
  session: Session,
  { present, isOtherKeyring }: { readonly present: WorkspaceView; readonly isOtherKeyring: boolean },
  update: StateUpdate,
): Result<{ next: WorkspaceState; change: StateChange }, ErrorCode> {
  if (update.signature.length !== 64) return err('bad-request')
  if (update.recovery !== undefined && update.recovery.authHash.length !== 32) return err('bad-request')
  if (update.keyring.length > limits.keyringBytes) return err('too-large')
  const decoded = decodeState(update.state)
  if (!decoded.ok) return err(decoded.error === 'too-large' ? 'too-large' : 'state-invalid')
  const next = decoded.value
  if (next.workspace !== present.state.workspace) return err('state-invalid')
  const isNext = next.sequence === present.state.sequence + 1
  if (!isNext || next.previous === null || !equalBytes(next.previous, stateHash(present.bytes))) {
    return err('state-conflict')
  }
  // By the key that the present state certifies, not by one that the new state brings along.
  const signer = memberOf(present.state, next.signer)
  if (signer === undefined || signer.id !== session.member) return err('state-invalid')
  if (!isSignedBy(ed25519Key(signer.identityKey), stateHash(update.state), update.signature))
    return err('state-invalid')
  const change = describeChange(present.state, next)
  if (!change.ok) return change
  if (!isRecoveryListed(next, session, update)) return err('state-invalid')
  // A key ring that opens nothing would lock every method out, whatever the state beside it says.
  const needsStepUp = change.value.needsStepUp || isOtherKeyring || update.recovery !== undefined
  if (needsStepUp && !hasSteppedUp(relay, session)) return err('step-up-needed')
  return ok({ next, change: change.value })
}

function isRecoveryListed(next: WorkspaceState, session: Session, { recovery }: StateUpdate): boolean {
  if (recovery === undefined) return true
  const method = next.methods.find(listed => listed.id === recovery.method)
  return method?.kind === 'recovery' && method.member === session.member
}
