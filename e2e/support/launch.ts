import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core'
import { findChromium } from './find-chromium.ts'

const quiet = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

async function launchOptions(): Promise<{ executablePath: string; args: string[] }> {
  // Chromium's sandbox cannot start as root, which is what containers run as.
  const args = process.getuid?.() === 0 ? ['--no-sandbox', ...quiet] : quiet
  return { executablePath: await findChromium(), args }
}

export async function launchBrowser(): Promise<Browser> {
  return chromium.launch(await launchOptions())
}

/** A browser of its own whose profile lies in `directory`: for what must survive a restart, or be read from the disk. */
export async function launchDiskProfile(
  directory: string,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  return chromium.launchPersistentContext(directory, { ...options, ...(await launchOptions()) })
}

export type Profile = {
  context: BrowserContext
  page: Page
  /** Errors on any page's console (Content-Security-Policy violations are among them) and uncaught exceptions. */
  errors: string[]
  close: () => Promise<void>
}

/** A device of its own: nothing is shared with other profiles of the same browser. */
export async function newProfile(browser: Browser, options: BrowserContextOptions = {}): Promise<Profile> {
  const context = await browser.newContext(options)
  const errors = collectErrors(context)
  const page = await context.newPage()
  return { context, page, errors, close: () => context.close() }
}

export function collectErrors(context: BrowserContext): string[] {
  const errors: string[] = []
  context.on('console', message => {
    if (message.type() === 'error') errors.push(`${message.text()} (${message.location().url})`)
  })
  context.on('weberror', error => errors.push(error.error().stack ?? error.error().message))
  return errors
}
