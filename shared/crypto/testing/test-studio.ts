import { copyBytes, utf8ToBytes, type Bytes } from '../../protocol/bytes.ts'
import { randomBytesToId, type DeviceId, type MemberId, type MethodId, type WorkspaceId } from '../../protocol/ids.ts'
import { createFoundation, type Foundation } from '../foundation.ts'
import type { NewMethod } from '../method-slot.ts'
import type { SealedStudio } from '../open-keyring.ts'
import type { Suite } from '../suite.ts'

/** A founded studio with a passkey and a recovery key, and the secrets that open it. */
export type TestStudio = Foundation & {
  readonly workspace: WorkspaceId
  readonly member: MemberId
  readonly device: DeviceId
  readonly passkey: NewMethod
  readonly recovery: NewMethod
  readonly sealed: SealedStudio
}

export const testTime = 1_790_000_000_000

export async function createTestStudio(suite: Suite): Promise<TestStudio> {
  const workspace = randomBytesToId<WorkspaceId>(suite.random(16))
  const member = randomBytesToId<MemberId>(suite.random(16))
  const device = randomBytesToId<DeviceId>(suite.random(16))
  const passkey = testMethod(suite, 'passkey', 'credential-1')
  const recovery = testMethod(suite, 'recovery', null)
  const [signKey, receiveKey] = [await suite.generateSigningKey(), await suite.generateReceiveKey()]
  const foundation = await createFoundation(suite, {
    workspace,
    member,
    device: { id: device, signKey: signKey.publicKey, receiveKey: receiveKey.publicKey },
    methods: [passkey, recovery],
    time: testTime,
  })
  const sealed = { keyring: foundation.keyring, signed: foundation.signed }
  return { ...foundation, workspace, member, device, passkey, recovery, sealed }
}

export function testMethod<Kind extends NewMethod['kind']>(
  suite: Suite,
  kind: Kind,
  credentialId: string | null,
): NewMethod & { readonly kind: Kind } {
  const id = randomBytesToId<MethodId>(suite.random(16))
  return { id, kind, credentialId, appSecret: suite.random(32), vaultSecret: suite.random(32) }
}

/** A stand-in for Argon2id where a test is about anything else: quick, and plainly not for real use. */
export function quickStretch(suite: Suite) {
  return (input: { readonly password: Bytes; readonly salt: Bytes }): Promise<Bytes> =>
    suite.hkdf(copyBytes(input.password), input.salt, utf8ToBytes('test'), 32)
}
