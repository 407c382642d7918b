import { expect, test } from 'vitest'
import { bytesToHex, utf8ToBytes } from '#shared/protocol/bytes.ts'
import { passphraseFloor } from '#shared/crypto/passphrase.ts'
import { argon2id } from './argon2id.ts'

test('[K10] Argon2id gives what the reference implementation gives, at 64 MiB', async () => {
  // phc-winner-argon2, src/test.c: version 19, t = 2, m = 2^16, p = 1.
  const hash = await argon2id({
    password: utf8ToBytes('password'),
    salt: utf8ToBytes('somesalt'),
    memoryKib: passphraseFloor.memoryKib,
    iterations: 2,
    parallelism: 1,
    hashBytes: 32,
  })
  expect(bytesToHex(hash)).toBe('09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7')
})
