import {
  deriveRecoverySecrets,
  formatRecoveryCode,
  identityWords,
  parseRecoveryCode,
  recoveryKeyBytes,
  type RecoverySecrets,
} from '#shared/crypto/recovery-code.ts'
import type { Suite } from '#shared/crypto/suite.ts'
import { equalBytes, type Bytes } from '#shared/protocol/bytes.ts'
import { randomBytesToId, type MethodId } from '#shared/protocol/ids.ts'
import type { RecoveryKit } from '../api.ts'

/** A recovery key that was drawn and not proven yet: its owner has to type it back before it counts. */
export class DraftRecovery {
  readonly method: MethodId
  readonly #key: Bytes
  readonly #suite: Suite

  constructor(suite: Suite) {
    this.#suite = suite
    this.#key = suite.random(recoveryKeyBytes)
    this.method = randomBytesToId<MethodId>(suite.random(16))
  }

  code(): string {
    return formatRecoveryCode(this.#key)
  }

  isRight(typed: string): boolean {
    const parsed = parseRecoveryCode(typed)
    return parsed.ok && equalBytes(parsed.value, this.#key)
  }

  secrets(): Promise<RecoverySecrets> {
    return deriveRecoverySecrets(this.#suite, this.#key)
  }
}

export function describeKit(
  code: string,
  studio: Pick<RecoveryKit, 'workspace' | 'member' | 'stateSequence' | 'madeAt' | 'relayOrigin'>,
  identityKey: Bytes,
): RecoveryKit {
  return { code, ...studio, identityWords: identityWords(identityKey) }
}
