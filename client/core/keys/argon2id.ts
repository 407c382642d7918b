import { copyBytes } from '#shared/protocol/bytes.ts'
import type { Argon2id } from '#shared/crypto/passphrase.ts'

/**
 * RFC 9106 in WebAssembly: a worker's policy alone allows that. Loaded when a passphrase is used. The floors are
 * shared/crypto/passphrase.ts's.
 */
export const argon2id: Argon2id = async ({ password, salt, memoryKib, iterations, parallelism, hashBytes }) => {
  const { argon2id: hash } = await import('hash-wasm')
  return copyBytes(
    await hash({
      password,
      salt,
      memorySize: memoryKib,
      iterations,
      parallelism,
      hashLength: hashBytes,
      outputType: 'binary',
    }),
  )
}
