import * as z from 'zod/mini'
import { SignedIn } from '#shared/protocol/api.ts'
import { assert } from '#shared/lang/assert.ts'
import type { MemberId, WorkspaceId } from '#shared/protocol/ids.ts'
import type { AppContext } from '../http/context.ts'
import type { Relay } from '../relay.ts'
import { readMember, readState } from '../storage/workspace-store.ts'

/** What a device needs to open the studio with what only the person has. */
export async function signedIn(
  relay: Pick<Relay, 'storage'>,
  c: AppContext,
  who: { workspace: WorkspaceId; member: MemberId; credentialId: string | null },
): Promise<Response> {
  const { state, member } = await relay.storage.db.transaction().execute(async db => ({
    state: await readState(db, who.workspace),
    member: await readMember(db, who.workspace, who.member),
  }))
  assert(state !== null && member !== null, 'whoever signs in belongs to a workspace')
  return c.json(
    z.encode(SignedIn, {
      ...who,
      state: state.bytes,
      signature: state.signature,
      keyring: member.keyring,
    }),
  )
}
