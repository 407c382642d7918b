import { withDeviceRevoked } from '#shared/crypto/next-state.ts'
import { err, ok, type Result } from '#shared/lang/result.ts'
import type { DeviceId } from '#shared/protocol/ids.ts'
import type { StateHead } from '#shared/protocol/state.ts'
import type { DeviceInfo, MethodFailure } from '../api.ts'
import type { KeyHolder } from './key-holder.ts'
import type { KeysDeps } from './keys-deps.ts'
import { verifyFirst } from './methods-flow.ts'

export type DevicesDeps = Pick<KeysDeps, 'suite' | 'relay'> & {
  readonly holder: KeyHolder
  readonly heads: () => StateHead[]
  /** What the device wrote last, as far as it is known here: nothing after it will count. */
  readonly lastOf: (device: DeviceId) => { readonly data: number; readonly audit: number }
  readonly nameOf: (device: DeviceId) => string
}

export class DevicesFlow {
  readonly #deps: DevicesDeps

  constructor(deps: DevicesDeps) {
    this.#deps = deps
  }

  async list(): Promise<DeviceInfo[]> {
    const answer = await this.#deps.relay.devices()
    const activity = new Map((answer.ok ? answer.value.devices : []).map(device => [device.id, device]))
    const { holder } = this.#deps
    return holder.app().state.devices.map(({ id, addedAt, revokedAt }) => ({
      id,
      name: this.#deps.nameOf(id),
      thisDevice: id === holder.record().device,
      addedAt,
      revokedAt,
      lastSeenAt: activity.get(id)?.lastSeenAt ?? null,
      lastIp: activity.get(id)?.lastIp ?? null,
    }))
  }

  async revoke(device: DeviceId): Promise<Result<null, MethodFailure>> {
    const { holder, suite } = this.#deps
    // A device that shut itself out could not even say so any more: leaving is "forget this device".
    if (device === holder.record().device) return err({ kind: 'no-such-method' })
    const published = await holder.publish(
      (app, moment) => withDeviceRevoked(suite, app, device, this.#deps.lastOf(device), moment),
      this.#deps.heads(),
    )
    if (published.ok) return ok(null)
    return err(typeof published.error === 'string' ? { kind: 'no-such-method' } : verifyFirst(published.error))
  }
}
