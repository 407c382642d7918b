import type { Browser, BrowserContextOptions } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { expectNoErrors, newDevice, type Device } from './device.ts'
import { launchBrowser } from './launch.ts'
import { startRelay, type Relay } from './relay.ts'
import { readWorkerErrors } from './shared-workers.ts'
import type { PasskeyStore } from './software-passkey-store.ts'

export type Suite = {
  browser: () => Browser
  relay: () => Relay
  /** A device that is closed after the test; whatever its pages and workers complain of fails the test. */
  open: (passkeys?: PasskeyStore, options?: BrowserContextOptions) => Promise<Device>
  /** For devices opened by other means. */
  add: <Opened extends Pick<Device, 'errors' | 'close'>>(device: Opened) => Opened
  /** Complaints that the test provokes. */
  expectErrors: (pattern: RegExp) => void
}

/** One browser for the file; a relay of its own and fresh devices for each test. */
export function useSuite(): Suite {
  let browser: Browser | undefined
  let relay: Relay | undefined
  const devices: Pick<Device, 'errors' | 'close'>[] = []
  const expected: RegExp[] = []
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser?.close())
  beforeEach(async () => {
    relay = await startRelay()
  })
  afterEach(async () => {
    const errors = [...(await readWorkerErrors(present(browser))), ...devices.flatMap(device => device.errors)]
    await Promise.all(devices.splice(0).map(device => device.close()))
    await relay?.dispose()
    const patterns = expected.splice(0)
    expectNoErrors(errors.filter(error => !patterns.some(pattern => pattern.test(error))))
  })
  const add: Suite['add'] = device => {
    devices.push(device)
    return device
  }
  return {
    browser: () => present(browser),
    relay: () => present(relay),
    add,
    open: async (passkeys, options) => add(await newDevice(present(browser), passkeys, options)),
    expectErrors: pattern => {
      expected.push(pattern)
    },
  }
}

function present<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('asked for before the hooks of the suite ran')
  return value
}
