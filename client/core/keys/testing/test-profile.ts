import { copyBytes, utf8ToBytes } from '#shared/protocol/bytes.ts'
import { createSuite } from '#shared/crypto/suite.ts'
import { createTestBrowser } from '#server/testing/test-browser.ts'
import type { TestRelay } from '#server/testing/test-relay.ts'
import { createDeviceStore } from '../device-record.ts'
import type { KeysDeps } from '../keys-deps.ts'
import { createRelayAuth } from '../relay-auth.ts'

type Waiting = { readonly at: number; readonly callback: () => void }

let profiles = 0

/** A browser profile: its cookies, its key store, its network, which the test can cut. The relay is the real one. */
export function createTestProfile(relay: TestRelay) {
  const browser = createTestBrowser(relay)
  const sent: string[] = []
  const network = { isUp: true, losesAnswers: false }
  const waiting = new Set<Waiting>()
  let elapsed = 0

  const fetch: typeof globalThis.fetch = async (input, init) => {
    if (!network.isUp) throw new TypeError('Failed to fetch')
    const { method = 'GET', body, headers } = init ?? {}
    const text = typeof body === 'string' ? body : null
    const path = input instanceof Request ? input.url : input.toString()
    sent.push(`${method} ${path} ${text ?? ''}`)
    const response = await browser.send(method, path, text, Object.fromEntries(new Headers(headers)))
    if (network.losesAnswers) throw new TypeError('Failed to fetch')
    return response
  }

  const { subtle } = globalThis.crypto
  const suite = createSuite({ subtle, random: length => globalThis.crypto.getRandomValues(new Uint8Array(length)) })
  profiles += 1
  const deps: KeysDeps = {
    suite,
    subtle,
    // Argon2id itself has a test of its own; here it would only take a second each time.
    argon2id: ({ password, salt }) => suite.hkdf(copyBytes(password), salt, utf8ToBytes('test'), 32),
    relay: createRelayAuth(fetch),
    store: createDeviceStore(`test-keys-${profiles}`),
    now: () => relay.clock.now(),
    timers: {
      set(callback, ms) {
        const timer = { at: elapsed + ms, callback }
        waiting.add(timer)
        return timer
      },
      clear(handle) {
        for (const timer of waiting) if (timer === handle) waiting.delete(timer)
      },
    },
    origin: relay.origin,
  }

  return {
    deps,
    browser,
    network,
    /** Every request as it left the device. */
    sent,
    pass(ms: number) {
      elapsed += ms
      relay.pass(ms)
      for (const timer of [...waiting]) {
        if (timer.at > elapsed || !waiting.delete(timer)) continue
        timer.callback()
      }
    },
  }
}

export type TestProfile = ReturnType<typeof createTestProfile>
