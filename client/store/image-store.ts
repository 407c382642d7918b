import { isShownImageType } from '#shared/domain/image.ts'
import type { StudioApi } from '#client/core/api.ts'
import type { CoreStore } from './core-store.ts'

export type ImageStoreDeps = {
  readonly core: Pick<CoreStore, 'state' | 'subscribe'>
  readonly load: (blob: string) => ReturnType<StudioApi['image']>
  readonly urls: {
    readonly make: (bytes: Uint8Array<ArrayBuffer>, type: string) => string
    readonly revoke: (url: string) => void
  }
  readonly onError: (error: unknown) => void
  /** How many are kept that nobody looks at. */
  readonly keptMax?: number
}

type Picture = {
  /** `missing`: this device does not hold it yet. */
  state: 'queued' | 'loading' | 'missing' | 'here'
  url: string | null
  readonly listeners: Set<() => void>
}

const loadsAtOnce = 4

/**
 * Photos and logos as addresses that `<img>` takes, in memory alone: a bounded number while the studio is open and none
 * once it is locked. Only what somebody looks at is asked for, what was scrolled past before its turn is not.
 */
export class ImageStore {
  readonly #deps: ImageStoreDeps
  /** The longest unlooked-at first. */
  readonly #pictures = new Map<string, Picture>()
  #loads = 0
  /** Moves on with every lock: what was asked for before it has no place to come to. */
  #session = 0

  constructor(deps: ImageStoreDeps) {
    this.#deps = deps
    let before = deps.core.state()
    deps.core.subscribe(() => {
      const now = deps.core.state()
      if (now.phase.kind !== 'open') this.#clear()
      else if (now.sync !== before.sync) this.#retry()
      before = now
    })
  }

  /** Null until it is here. */
  url(blob: string): string | null {
    return this.#pictures.get(blob)?.url ?? null
  }

  watch(blob: string, listener: () => void): () => void {
    const known = this.#pictures.get(blob)
    const picture = known ?? { state: 'queued', url: null, listeners: new Set() }
    picture.listeners.add(listener)
    this.#pictures.delete(blob)
    this.#pictures.set(blob, picture)
    if (picture.state === 'missing') picture.state = 'queued'
    this.#loadNext()
    return () => {
      picture.listeners.delete(listener)
      this.#evict()
    }
  }

  #loadNext(): void {
    while (this.#loads < loadsAtOnce) {
      const next = [...this.#pictures].findLast(([, { state, listeners }]) => state === 'queued' && listeners.size > 0)
      if (next === undefined) return
      this.#load(...next)
    }
  }

  #load(blob: string, picture: Picture): void {
    const session = this.#session
    picture.state = 'loading'
    this.#loads += 1
    const take = (loaded: Awaited<ReturnType<StudioApi['image']>>): void => {
      if (session !== this.#session) return
      this.#loads -= 1
      picture.state = 'missing'
      if (loaded !== null && isShownImageType(loaded.type)) {
        picture.state = 'here'
        picture.url = this.#deps.urls.make(loaded.bytes, loaded.type)
        tell(picture)
      }
      this.#evict()
      this.#loadNext()
    }
    this.#deps.load(blob).then(take).catch(this.#deps.onError)
  }

  /** A round of sync may have brought what was missing. */
  #retry(): void {
    for (const picture of this.#pictures.values()) if (picture.state === 'missing') picture.state = 'queued'
    this.#loadNext()
  }

  #evict(): void {
    const unwatched = [...this.#pictures].filter(
      ([, { state, listeners }]) => listeners.size === 0 && state !== 'loading',
    )
    for (const [blob, picture] of unwatched.slice(0, Math.max(0, unwatched.length - (this.#deps.keptMax ?? 200)))) {
      this.#pictures.delete(blob)
      if (picture.url !== null) this.#deps.urls.revoke(picture.url)
    }
  }

  #clear(): void {
    if (this.#pictures.size === 0) return
    this.#session += 1
    this.#loads = 0
    for (const [blob, picture] of this.#pictures) {
      if (picture.url !== null) this.#deps.urls.revoke(picture.url)
      picture.url = null
      picture.state = 'missing'
      if (picture.listeners.size === 0) this.#pictures.delete(blob)
      else tell(picture)
    }
  }
}

function tell(picture: Picture): void {
  for (const listener of picture.listeners) listener()
}
