import { assert } from '../lang/assert.ts'
import { err, ok, type Result } from '../lang/result.ts'
import type { Bytes } from '../protocol/bytes.ts'
import type { DeviceId, MethodId } from '../protocol/ids.ts'
import { limits } from '../protocol/limits.ts'
import { stateHash, type SignedState, type StateHead, type WorkspaceState } from '../protocol/state.ts'
import type { NewDevice } from './foundation.ts'
import { decodeKeyring, encodeKeyring, type Keyring } from './keyring.ts'
import { createMethodSlot, slotToStateMethod, type NewMethod } from './method-slot.ts'
import type { OpenApp, OpenVault } from './open-keyring.ts'
import { signState } from './state-seal.ts'
import type { Suite } from './suite.ts'

/** A state to offer to the relay, with its key ring. It counts once the relay took it: see `advanceApp`. */
export type NextState = { readonly signed: SignedState; readonly state: WorkspaceState; readonly keyring: Bytes }

/** When, and which entries the signer knows of. */
export type Moment = { readonly time: number; readonly heads: readonly StateHead[] }

/** The open tier after its next state was accepted. */
export function advanceApp(app: OpenApp, next: NextState): OpenApp {
  assert(next.state.sequence === app.state.sequence + 1, 'not the next state')
  return { ...app, ...next }
}

export type OpenTiers = { readonly app: OpenApp; readonly vault: OpenVault }

export async function withMethodAdded(
  suite: Suite,
  { app, vault }: OpenTiers,
  method: NewMethod,
  moment: Moment,
): Promise<Result<NextState, 'method-exists' | 'too-many'>> {
  if (app.state.methods.some(known => known.id === method.id)) return err('method-exists')
  if (app.state.methods.length >= limits.methods) return err('too-many')
  const slot = await createMethodSlot(suite, slotMaker(app, vault), method)
  const keyring = presentKeyring(app)
  return ok(
    await nextState(suite, app, moment, {
      methods: [...app.state.methods, slotToStateMethod(slot, app.member, moment.time)],
      keyring: { ...keyring, slots: [...keyring.slots, slot] },
    }),
  )
}

/** Never leaves a member with fewer than two methods in the key ring. */
export async function withMethodRemoved(
  suite: Suite,
  app: OpenApp,
  method: MethodId,
  moment: Moment,
): Promise<Result<NextState, 'no-such-method' | 'last-method'>> {
  const own = app.state.methods.filter(known => known.member === app.member)
  if (!own.some(known => known.id === method)) return err('no-such-method')
  if (own.length <= 2) return err('last-method')
  const keyring = presentKeyring(app)
  return ok(
    await nextState(suite, app, moment, {
      methods: app.state.methods.filter(known => known.id !== method),
      keyring: { ...keyring, slots: keyring.slots.filter(slot => slot.method !== method) },
    }),
  )
}

/** Puts a new recovery key in the place of the old one, in one state. */
export async function withRecoveryRenewed(
  suite: Suite,
  { app, vault }: OpenTiers,
  method: NewMethod & { readonly kind: 'recovery' },
  moment: Moment,
): Promise<Result<NextState, 'method-exists'>> {
  if (app.state.methods.some(known => known.id === method.id)) return err('method-exists')
  const slot = await createMethodSlot(suite, slotMaker(app, vault), method)
  const keyring = presentKeyring(app)
  const isOld = (known: { kind: string; member: string }) => known.kind === 'recovery' && known.member === app.member
  return ok(
    await nextState(suite, app, moment, {
      methods: [...app.state.methods.filter(known => !isOld(known)), slotToStateMethod(slot, app.member, moment.time)],
      keyring: { ...keyring, slots: [...keyring.slots.filter(known => known.kind !== 'recovery'), slot] },
    }),
  )
}

export async function withDeviceEnrolled(
  suite: Suite,
  app: OpenApp,
  device: NewDevice,
  moment: Moment,
): Promise<Result<NextState, 'device-exists' | 'too-many'>> {
  if (app.state.devices.some(known => known.id === device.id)) return err('device-exists')
  if (app.state.devices.length >= limits.devices) return err('too-many')
  const enrolled = { member: app.member, addedAt: moment.time, revokedAt: null, lastData: null, lastAudit: null }
  return ok(await nextState(suite, app, moment, { devices: [...app.state.devices, { ...device, ...enrolled }] }))
}

/** `last`: the device's sequences that still count; what it writes after them is refused everywhere. */
export async function withDeviceRevoked(
  suite: Suite,
  app: OpenApp,
  device: DeviceId,
  last: { readonly data: number; readonly audit: number },
  moment: Moment,
): Promise<Result<NextState, 'no-such-device' | 'already-revoked'>> {
  const known = app.state.devices.find(candidate => candidate.id === device)
  if (known === undefined) return err('no-such-device')
  if (known.revokedAt !== null) return err('already-revoked')
  const revoked = { ...known, revokedAt: moment.time, lastData: last.data, lastAudit: last.audit }
  const devices = app.state.devices.map(candidate => (candidate.id === device ? revoked : candidate))
  return ok(await nextState(suite, app, moment, { devices }))
}

type Changes = {
  readonly methods?: WorkspaceState['methods']
  readonly devices?: WorkspaceState['devices']
  readonly keyring?: Keyring
}

async function nextState(
  suite: Suite,
  app: OpenApp,
  moment: Moment,
  { keyring, ...changes }: Changes,
): Promise<NextState> {
  const state: WorkspaceState = {
    ...app.state,
    ...changes,
    sequence: app.state.sequence + 1,
    previous: stateHash(app.signed.bytes),
    heads: [...moment.heads],
    signer: app.member,
    time: moment.time,
  }
  const signed = await signState(suite, app.identity, state)
  return { signed, state, keyring: keyring === undefined ? app.keyring : encodeKeyring(keyring) }
}

function slotMaker(app: OpenApp, vault: OpenVault) {
  assert(app.workspace === vault.workspace && app.member === vault.member, 'two tiers of one member')
  const { workspace, member, identity } = app
  return {
    workspace,
    member,
    identity,
    appRoot: app.root,
    vaultRoot: vault.root,
    leastSequence: app.state.sequence + 1,
  }
}

function presentKeyring(app: OpenApp): Keyring {
  const decoded = decodeKeyring(app.keyring)
  assert(decoded.ok, 'the key ring was decoded when it was opened')
  return decoded.value
}
