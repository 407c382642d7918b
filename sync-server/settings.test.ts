import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readSettings } from './settings.ts'
import { relayVersion } from './version.ts'

test('[R38] without any setting the relay serves localhost only', () => {
  const settings = readSettings({})
  expect(settings).toMatchObject({
    ok: true,
    value: { port: 8787, host: '127.0.0.1', origin: 'http://localhost:8787', dataDir: './data', setupToken: null },
  })
})

test.each([
  [{ PORT: 'many' }, 'PORT'],
  [{ PORT: '70000' }, 'PORT'],
  [{ WLOS_ORIGIN: 'studio.example' }, 'WLOS_ORIGIN'],
  [{ WLOS_ORIGIN: 'http://studio.example' }, 'WLOS_ORIGIN'],
  [{ WLOS_ORIGIN: 'https://127.0.0.1' }, 'WLOS_ORIGIN'],
  [{ WLOS_ORIGIN: 'https://studio.example/app' }, 'WLOS_ORIGIN'],
  [{ WLOS_SETUP_TOKEN: 'short' }, 'WLOS_SETUP_TOKEN'],
  [{ WLOS_ALLOWED_IPS: '192.0.2.1, home' }, 'WLOS_ALLOWED_IPS'],
  [{ WLOS_ALLOWED_IPS: '192.0.2.0/33' }, 'WLOS_ALLOWED_IPS'],
  [{ WLOS_TRUSTED_PROXIES: '-1' }, 'WLOS_TRUSTED_PROXIES'],
  [{ DATABASE_URL: 'postgres://db' }, 'PostgreSQL is not supported'],
])('[R38] %j is told in one line', (environment, word) => {
  const settings = readSettings(environment)
  expect(settings.ok).toBe(false)
  if (settings.ok) return
  expect(settings.error).toContain(word)
  expect(settings.error).not.toContain('\n')
})

test('[R38] empty settings count as none, and a trailing slash of the origin is forgiven', () => {
  expect(readSettings({ PORT: '', WLOS_ORIGIN: 'https://Studio.example/' })).toMatchObject({
    ok: true,
    value: { port: 8787, origin: 'https://studio.example' },
  })
})

test('the version told is the package’s', () => {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8')
  expect(text).toContain(`"version": "${relayVersion}"`)
})
