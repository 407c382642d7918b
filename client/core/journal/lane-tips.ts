import type { FrontierItem, Lane, LaneTip } from '#shared/protocol/entry.ts'
import type { DeviceId } from '#shared/protocol/ids.ts'
import type { StoredTip } from '../storage/studio-database.ts'

/** The last entry known of every device's lane. Immutable, so that a failed transaction leaves the old one standing. */
export class LaneTips {
  readonly #byLane: ReadonlyMap<string, StoredTip>

  constructor(tips: readonly StoredTip[]) {
    this.#byLane = new Map(tips.map(tip => [laneKey(tip.device, tip.lane), tip]))
  }

  get(device: string, lane: Lane): LaneTip | null {
    return this.#byLane.get(laneKey(device, lane)) ?? null
  }

  all(): StoredTip[] {
    return [...this.#byLane.values()]
  }

  /** What an entry of `author` states to have seen, sorted by device as the header wants it. */
  frontier(author: DeviceId): FrontierItem[] {
    const devices = [...new Set(this.all().map(tip => tip.device))].filter(device => device !== author).toSorted()
    return devices.map(device => ({
      device,
      data: this.get(device, 'data')?.sequence ?? 0,
      audit: this.get(device, 'audit')?.sequence ?? 0,
    }))
  }
}

function laneKey(device: string, lane: Lane): string {
  return `${device}/${lane}`
}
