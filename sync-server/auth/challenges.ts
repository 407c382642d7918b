import { err, ok, type Result } from '#shared/lang/result.ts'
import { bytesToBase64url, type Bytes } from '#shared/protocol/bytes.ts'
import { limits } from '#shared/protocol/limits.ts'
import type { Relay } from '../relay.ts'
import { insertChallenge, takeChallenge } from '../storage/session-store.ts'
import type { ChallengeKind } from '../storage/tables.ts'

type ChallengeDeps = Pick<Relay, 'storage' | 'clock' | 'random'>
/** A pre-session's token hash, or a session's family. */
type Purpose = { readonly kind: ChallengeKind; readonly owner: string }

export async function issueChallenge(deps: ChallengeDeps, purpose: Purpose): Promise<Bytes> {
  const challenge = deps.random(32)
  await insertChallenge(deps.storage.db, {
    ...purpose,
    challenge: bytesToBase64url(challenge),
    expiresAt: deps.clock.now() + limits.challengeLifetimeMs,
  })
  return challenge
}

/** Uses the challenge up, before anything is verified with it: a failed try cannot be repeated. */
export async function useChallenge(
  deps: ChallengeDeps,
  purpose: Purpose,
  challenge: string,
): Promise<Result<string, 'challenge-expired'>> {
  const expiresAt = await takeChallenge(deps.storage.db, { ...purpose, challenge })
  return expiresAt !== null && deps.clock.now() < expiresAt ? ok(challenge) : err('challenge-expired')
}
