import { initializeWasm } from '@automerge/automerge/slim'
import automergeWasmUrl from '@automerge/automerge/automerge.wasm?url'
import { expose } from 'comlink'
import { createBrowserPorts } from '#client/platform/core-ports.ts'
import { Core } from './core.ts'
import { argon2id } from './keys/argon2id.ts'

/**
 * The core's own thread: a SharedWorker for all tabs of this profile, or a dedicated Worker under a Web Lock where there is
 * none. The only place that composes the core.
 */
let automerge: Promise<void> | null = null
const ports = createBrowserPorts({ initAutomerge: () => (automerge ??= loadAutomerge()) })
const core = new Core({
  ...ports,
  argon2id,
  whenTabGone: lock => navigator.locks.request(lock, () => undefined),
  // After the last messages are out: tabs have to hear that it locked.
  endWorker: () => ports.timers.set(() => close(), 0),
})
const api = core.api()

if ('onconnect' in self) {
  self.addEventListener('connect', event => {
    const [port] = event instanceof MessageEvent ? event.ports : []
    if (port !== undefined) expose(api, port)
  })
} else {
  expose(api)
}

void core.start()

/** What did not come is asked for again. */
async function loadAutomerge(): Promise<void> {
  try {
    await initializeWasm(automergeWasmUrl)
  } catch (error) {
    automerge = null
    throw error
  }
}
