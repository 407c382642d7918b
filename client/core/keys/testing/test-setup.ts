import { assert } from '#shared/lang/assert.ts'
import { testSetupToken, type TestRelay } from '#server/testing/test-relay.ts'
import { SetupFlow, type Founded } from '../setup-flow.ts'
import { createTestPasskeys, type PrfHabit, type TestPasskeys } from './test-passkeys.ts'
import { createTestProfile, type TestProfile } from './test-profile.ts'

export const testNames = { studioName: 'Tide & Co', memberName: 'Ana Lima', memberEmail: 'ana@example.com' }

export type SetUp = { readonly profile: TestProfile; readonly passkeys: TestPasskeys; readonly flow: SetupFlow }

/** Set-up as far as the confirmed passkey. */
export async function beginSetup(relay: TestRelay, habit: PrfHabit = 'steady'): Promise<SetUp> {
  const profile = createTestProfile(relay)
  const passkeys = createTestPasskeys(relay.origin, habit)
  const flow = new SetupFlow(profile.deps)
  const token = await flow.checkToken(testSetupToken)
  assert(token.ok, 'the token is right')
  const options = await flow.begin(testNames)
  assert(options.ok, 'creation options')
  const made = await flow.passkeyMade(passkeys.make(options.value))
  assert(made.ok, `the passkey is taken: ${JSON.stringify(made)}`)
  const confirmed = await flow.passkeyConfirmed(passkeys.assertWith(made.value.options, 'both'))
  assert(confirmed.ok, 'the passkey is confirmed')
  return { profile, passkeys, flow }
}

export type FoundedStudio = SetUp & { readonly founded: Founded; readonly code: string }

export async function foundStudio(relay: TestRelay): Promise<FoundedStudio> {
  const setUp = await beginSetup(relay)
  const { code } = await setUp.flow.recoveryKit()
  assert(setUp.flow.checkRecoveryCode(code), 'the code reads back')
  const founded = await setUp.flow.complete()
  assert(founded.ok, `founded: ${JSON.stringify(founded)}`)
  return { ...setUp, founded: founded.value, code }
}
