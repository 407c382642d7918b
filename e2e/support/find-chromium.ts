import { execFile } from 'node:child_process'
import { access, constants } from 'node:fs/promises'
import { promisify } from 'node:util'
import { chromium } from 'playwright-core'

const run = promisify(execFile)

/** `CHROMIUM_PATH`, else the system's, else Playwright's own. Installs one where there is none. */
export async function findChromium(): Promise<string> {
  const chosen = process.env['CHROMIUM_PATH']
  if (chosen !== undefined) return chosen
  return (await findInstalled()) ?? install()
}

async function findInstalled(): Promise<string | undefined> {
  const candidates = ['/usr/bin/chromium', '/usr/bin/chromium-browser', chromium.executablePath()]
  for (const path of candidates) if (path !== '' && (await canExecute(path))) return path
  return undefined
}

async function install(): Promise<string> {
  const isDebianRoot = process.getuid?.() === 0 && (await canExecute('/usr/bin/apt-get'))
  if (isDebianRoot) await installByApt()
  if (!isDebianRoot) await run('npx', ['playwright-core', 'install', 'chromium'])
  const found = await findInstalled()
  if (found === undefined) throw new Error('no Chromium: install one, or set CHROMIUM_PATH')
  return found
}

async function installByApt(): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  await run('apt-get', ['update', '-qq'], { env })
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
    env,
    maxBuffer: 64 * 1024 * 1024,
  })
}

async function canExecute(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  )
}
