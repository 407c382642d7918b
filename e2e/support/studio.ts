import type { Locator, Page } from 'playwright-core'
import type { Relay } from './relay.ts'

export const founder = { studio: 'Tidewater', name: 'Ana Lim', email: 'ana@tidewater.example' }
export const passphrase = 'copper lantern drifts past nine quiet harbours'

type Origin = Pick<Relay, 'origin' | 'setupToken'>

export async function fillNames(page: Page, token: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Set-up token' }).fill(token)
  await page.getByRole('textbox', { name: 'Studio name' }).fill(founder.studio)
  await page.getByRole('textbox', { name: 'Your name' }).fill(founder.name)
  await page.getByRole('textbox', { name: 'Your email' }).fill(founder.email)
}

export function pressCreate(page: Page): Promise<void> {
  return press(page, 'Create studio with a passkey')
}

/** Up to the recovery kit, whose code comes back. */
export async function makePasskeyAndKit(page: Page, relay: Origin): Promise<string> {
  await page.goto(relay.origin)
  await fillNames(page, relay.setupToken)
  await pressCreate(page)
  await press(page, 'Confirm the passkey')
  return readRecoveryCode(page)
}

export async function readRecoveryCode(page: Page): Promise<string> {
  const shown = await page.getByTestId('recovery-code').innerText()
  return shown.replaceAll(/\s+/g, ' ').trim()
}

export async function finishSetUp(page: Page, code: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Recovery check' }).fill(code)
  await press(page, 'Open studio')
  await waitUntilOpen(page)
}

/** As a founder does, with whatever authenticator the page has. Answers the recovery code. */
export async function foundStudio(page: Page, relay: Origin): Promise<string> {
  const code = await makePasskeyAndKit(page, relay)
  await finishSetUp(page, code)
  return code
}

export function navigation(page: Page): Locator {
  return page.getByRole('navigation', { name: 'Main' })
}

export async function waitUntilOpen(page: Page): Promise<void> {
  await navigation(page).waitFor()
}

export async function waitUntilLocked(page: Page): Promise<void> {
  await page.getByRole('heading', { name: 'Unlock' }).waitFor()
}

export async function lock(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Lock', exact: true }).click()
  await waitUntilLocked(page)
}

export async function unlock(page: Page): Promise<void> {
  await press(page, 'Unlock with a passkey')
  await waitUntilOpen(page)
}

export async function unlockWithKit(page: Page, code: string): Promise<void> {
  await press(page, 'Use recovery kit')
  await page.getByRole('textbox', { name: 'Recovery code' }).fill(code)
  await press(page, 'Unlock')
  await waitUntilOpen(page)
}

export async function signIn(page: Page, relay: Origin): Promise<void> {
  await page.goto(relay.origin)
  await press(page, 'Sign in with a passkey')
  await waitUntilOpen(page)
}

export async function signInWithKit(page: Page, relay: Origin, code: string): Promise<void> {
  await page.goto(relay.origin)
  await unlockWithKit(page, code)
}

/** Waits until the status bar says so. */
export async function waitForSync(page: Page, words: string | RegExp, timeout = 30_000): Promise<void> {
  const hasText = typeof words === 'string' ? new RegExp(`^${words}$`) : words
  await page.getByRole('status', { name: 'Sync' }).filter({ hasText }).waitFor({ timeout })
}

/** Does not wait for the next try that the app has planned. */
export async function syncNow(page: Page): Promise<void> {
  await press(page, 'Sync details')
  await press(page, 'Sync now')
  await page.keyboard.press('Escape')
  await waitForSync(page, 'Synced')
}

export async function press(page: Page, button: string): Promise<void> {
  await page.getByRole('button', { name: button, exact: true }).click()
}

export async function goTo(page: Page, screen: 'Today' | 'Creators' | 'Board' | 'Audit' | 'Settings'): Promise<void> {
  await navigation(page).getByRole('link', { name: screen, exact: true }).click()
  await page.getByRole('heading', { level: 1 }).first().waitFor()
}
