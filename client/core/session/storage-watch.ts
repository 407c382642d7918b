import type { StorageReport } from '../api.ts'
import type { CorePorts, TimerHandle } from '../ports.ts'

/** Warns before writes fail: below a tenth of what the browser grants there is little room. */
const lowShare = 0.1
const watchMs = 5 * 60_000

export class StorageWatch {
  readonly #ports: Pick<CorePorts, 'estimateStorage' | 'timers' | 'reportFault'>
  readonly #tell: (storage: StorageReport) => void
  #timer: TimerHandle | null = null
  #isPersisted: boolean | null = null
  #isFull = false

  constructor(
    ports: Pick<CorePorts, 'estimateStorage' | 'timers' | 'reportFault'>,
    tell: (storage: StorageReport) => void,
  ) {
    this.#ports = ports
    this.#tell = tell
  }

  start(): void {
    this.look()
    this.#timer = this.#ports.timers.set(() => this.start(), watchMs)
  }

  stop(): void {
    if (this.#timer !== null) this.#ports.timers.clear(this.#timer)
    this.#timer = null
  }

  notePersisted(persisted: boolean): void {
    this.#isPersisted = persisted
    this.look()
  }

  /** Whether the last write found room: browsers promise more than they hold. */
  noteRoom(hasRoom: boolean): void {
    if (this.#isFull === !hasRoom) return
    this.#isFull = !hasRoom
    this.look()
  }

  look(): void {
    this.report().then(
      report => this.#tell(report),
      (error: unknown) => this.#ports.reportFault('storage', error),
    )
  }

  async report(): Promise<StorageReport> {
    const { usage, quota, persisted } = await this.#ports.estimateStorage()
    const base = { persisted: this.#isPersisted ?? persisted, usageBytes: usage, quotaBytes: quota }
    if (this.#isFull) return { ...base, room: 'full' }
    if (usage === null || quota === null || quota === 0) return { ...base, room: 'unknown' }
    return { ...base, room: 1 - usage / quota < lowShare ? 'low' : 'ample' }
  }
}
