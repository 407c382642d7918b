import type { Browser, BrowserContextOptions } from 'playwright-core'
import { expect } from 'vitest'
import { newProfile, type Profile } from './launch.ts'
import { addSoftwarePasskeys } from './software-passkey.ts'
import { createPasskeyStore, type PasskeyStore } from './software-passkey-store.ts'

export type Device = Profile & { passkeys: PasskeyStore }

export const wide = { width: 1280, height: 800 }
export const narrow = { width: 390, height: 844 }

/** A browser profile with passkeys in software. Two devices with the same store have one synced passkey. */
export async function newDevice(
  browser: Browser,
  passkeys: PasskeyStore = createPasskeyStore(),
  options: BrowserContextOptions = {},
): Promise<Device> {
  const profile = await newProfile(browser, { viewport: wide, ...options })
  await profile.page.close()
  await addSoftwarePasskeys(profile.context, passkeys)
  return { ...profile, passkeys, page: await profile.context.newPage() }
}

/** A refused or unreachable request is on the console whatever the app does about it; anything else is a fault. */
const requestFailed =
  /^Failed to load resource: (the server responded with a status of (401|403|404|409|429|5\d\d)|net::ERR_)/

export function expectNoErrors(errors: readonly string[]): void {
  expect(errors.filter(error => !requestFailed.test(error))).toEqual([])
}
