import { connectCore } from '#client/platform/core-client.ts'
import { createPasskeys } from '#client/platform/passkeys.ts'
import { createCoreStore } from '#client/store/core-store.ts'
import { eventLine } from './bench-api.ts'
import { createHarness } from './harness.ts'

const events: string[] = []
const store = createCoreStore()
const { api } = connectCore({
  onEvent: event => {
    events.push(eventLine(event))
    if (events.length > 40) events.shift()
    store.take(event)
  },
  onBroken: message => store.break(message),
})
const passkeys = createPasskeys({ now: () => Date.now() })

window.bench = createHarness({ api, store, passkeys, lastEvents: () => events })
