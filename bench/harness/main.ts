import { connectCore } from '#client/platform/core-client.ts'
import { createPasskeys } from '#client/platform/passkeys.ts'
import { createCoreStore } from '#client/store/core-store.ts'
import { createHarness } from './harness.ts'

const store = createCoreStore()
const { api } = connectCore({ onEvent: store.take, onBroken: store.break })
const passkeys = createPasskeys({ now: () => Date.now() })

window.bench = createHarness({ api, store, passkeys })
