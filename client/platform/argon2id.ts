import type { Argon2id } from '#shared/crypto/passphrase.ts'

/** RFC 9106 by hash-wasm, loaded when a passphrase is used: 64 MiB and three passes take a third of a second. */
export function createArgon2id(): Argon2id {
  return async ({ password, salt, memoryKib, iterations, parallelism, hashBytes }) => {
    const { argon2id } = await import('hash-wasm')
    const hash = await argon2id({
      password,
      salt,
      memorySize: memoryKib,
      iterations,
      parallelism,
      hashLength: hashBytes,
      outputType: 'binary',
    })
    return new Uint8Array(hash)
  }
}
