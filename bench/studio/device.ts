import type { Browser, Page } from 'playwright-core'
import { newProfile } from '#e2e/support/launch.ts'
import { addSoftwarePasskeys } from '#e2e/support/software-passkey.ts'
import type { PasskeyStore } from '#e2e/support/software-passkey-store.ts'
import '../harness/bench-api.ts'

export type Device = { readonly page: Page; readonly close: () => Promise<void> }

/** A browser profile of its own with the harness open. Devices of one passkey store have one synced passkey. */
export async function openDevice(browser: Browser, origin: string, passkeys: PasskeyStore): Promise<Device> {
  const { context, page, errors, close } = await newProfile(browser)
  await addSoftwarePasskeys(context, passkeys)
  await page.goto(origin)
  return {
    page,
    close: async () => {
      await close()
      if (errors.length > 0) throw new Error(`the page reported errors:\n${errors.join('\n')}`)
    },
  }
}
