import * as z from 'zod/mini'
import { err, ok, type Result } from '../lang/result.ts'
import { utf8ToBytes, type Bytes } from '../protocol/bytes.ts'
import type { Suite } from './suite.ts'

/** Argon2id, RFC 9106. The parameters lie in the slot and in its associated data: [K10]. */
export const PassphraseParams = z.strictObject({
  memoryKib: z.int(),
  iterations: z.int(),
  parallelism: z.int(),
  salt: z.custom<Bytes>(value => value instanceof Uint8Array && value.length === 32),
})
export type PassphraseParams = z.infer<typeof PassphraseParams>

/** Compiled in, so that no stored or served value can make a passphrase cheap to guess. */
export const passphraseFloor = { memoryKib: 65_536, iterations: 3, parallelism: 1 } as const
/** And none can make a device hash for ever. */
const passphraseCeiling = { memoryKib: 1_048_576, iterations: 64 } as const

export const passphraseMinCharacters = 15

export type Argon2id = (input: {
  readonly password: Bytes
  readonly salt: Bytes
  readonly memoryKib: number
  readonly iterations: number
  readonly parallelism: number
  readonly hashBytes: number
}) => Promise<Bytes>

export type PassphraseError = 'too-short' | 'params-refused'
export type PassphraseSecrets = { readonly app: Bytes; readonly vault: Bytes }

export function newPassphraseParams(suite: Suite): PassphraseParams {
  return { ...passphraseFloor, salt: suite.random(32) }
}

export async function derivePassphraseSecrets(
  deps: { readonly suite: Suite; readonly argon2id: Argon2id },
  passphrase: string,
  params: PassphraseParams,
): Promise<Result<PassphraseSecrets, PassphraseError>> {
  if (!areAllowed(params)) return err('params-refused')
  // One passphrase typed on two keyboards may differ in code points: NFKC, as RFC 8265 §4.2 suggests for passwords.
  const normal = passphrase.normalize('NFKC')
  if (Array.from(normal).length < passphraseMinCharacters) return err('too-short')
  const password = utf8ToBytes(normal)
  const stretched = await deps.argon2id({ password, ...params, hashBytes: 32 })
  password.fill(0)
  const derive = (tier: string) =>
    deps.suite.hkdf(stretched, new Uint8Array(0), utf8ToBytes(`wlos/passphrase/v1/${tier}`), 32)
  const [app, vault] = await Promise.all([derive('app'), derive('vault')])
  stretched.fill(0)
  return ok({ app, vault })
}

function areAllowed(params: PassphraseParams): boolean {
  if (params.memoryKib < passphraseFloor.memoryKib || params.memoryKib > passphraseCeiling.memoryKib) return false
  if (params.iterations < passphraseFloor.iterations || params.iterations > passphraseCeiling.iterations) return false
  return params.parallelism === passphraseFloor.parallelism && params.salt.length === 32
}
