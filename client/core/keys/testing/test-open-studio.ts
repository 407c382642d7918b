import { assert } from '#shared/lang/assert.ts'
import type { TestRelay } from '#server/testing/test-relay.ts'
import { DevicesFlow } from '../devices-flow.ts'
import { KeyHolder } from '../key-holder.ts'
import { MethodsFlow } from '../methods-flow.ts'
import { SignInFlow } from '../sign-in-flow.ts'
import type { Unlocked } from '../setup-flow.ts'
import { VerifyFlow } from '../verify-flow.ts'
import { createTestProfile, type TestProfile } from './test-profile.ts'
import { foundStudio, testNames, type FoundedStudio } from './test-setup.ts'

/** An unlocked studio on one device, with the flows that its settings use. */
export function openFlows(profile: TestProfile, { app, record }: Unlocked) {
  const { deps } = profile
  const holder = new KeyHolder(deps, app, record)
  const heads = () => []
  return {
    profile,
    holder,
    verify: new VerifyFlow(deps, holder),
    methods: new MethodsFlow({ ...deps, holder, heads, names: () => testNames }),
    devices: new DevicesFlow({ ...deps, holder, heads, lastOf: () => ({ data: 0, audit: 0 }), nameOf: () => 'Laptop' }),
  }
}

export type OpenFlows = ReturnType<typeof openFlows>

export async function openFoundedStudio(relay: TestRelay): Promise<FoundedStudio & OpenFlows> {
  const studio = await foundStudio(relay)
  return { ...studio, ...openFlows(studio.profile, studio.founded) }
}

/** A second device that the same synced passkey signed in. */
export async function openSecondDevice(relay: TestRelay, studio: FoundedStudio): Promise<OpenFlows> {
  const profile = createTestProfile(relay)
  const flow = new SignInFlow(profile.deps)
  const options = await flow.options()
  assert(options.ok, 'sign-in options')
  const signedIn = await flow.withPasskey(studio.passkeys.assertWith(options.value))
  assert(signedIn.ok, 'signed in')
  return openFlows(profile, signedIn.value)
}

/** A ceremony with both salts: the relay is stepped up, the vault tier open. */
export async function verifyByPasskey({ verify }: OpenFlows, studio: FoundedStudio): Promise<void> {
  const options = await verify.options()
  assert(options.ok, `step-up options: ${JSON.stringify(options)}`)
  const verified = await verify.withPasskey(studio.passkeys.assertWith(options.value, 'both'))
  assert(verified.ok, `verified: ${JSON.stringify(verified)}`)
}
