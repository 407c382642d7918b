import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startTestRelay, type TestRelay } from '../testing/test-relay.ts'

const page = '<!doctype html><title>Studio</title>'
const script = 'export const answer = 42\n'.repeat(200)
let root: string
let relay: TestRelay

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'wlos-client-'))
  mkdirSync(join(root, 'assets'))
  const files = {
    'index.html': page,
    'sw.js': 'importScripts()',
    'manifest.webmanifest': '{}',
    'assets/app-1a2b.js': script,
    'assets/core-worker-3c4d.js': script,
    'assets/automerge-5e6f.wasm': '\0asm',
    'assets/app-1a2b.js.map': '{}',
    'secret.env': 'x',
  }
  for (const [name, content] of Object.entries(files)) writeFileSync(join(root, name), content)
  relay = await startTestRelay({ clientRoot: root })
})
afterEach(async () => {
  await relay.close()
  rmSync(root, { recursive: true })
})

function get(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return Promise.resolve(
    relay.app.request(`${relay.origin}${path}`, { headers: { host: 'localhost:18700', ...headers } }),
  )
}

const html = { accept: 'text/html,application/xhtml+xml' }

test('[R33] the page carries the whole policy', async () => {
  const response = await get('/', html)
  expect(await response.text()).toBe(page)
  expect(response.headers.get('content-security-policy')).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; object-src 'none'; require-trusted-types-for 'script'; trusted-types wlos",
  )
  expect(response.headers.get('cache-control')).toBe('no-cache')
  expect(response.headers.get('cross-origin-embedder-policy')).toBe('require-corp')
})

test('[R33] only worker scripts may compile WebAssembly', async () => {
  const policy = async (path: string) => (await get(path)).headers.get('content-security-policy')
  expect(await policy('/assets/core-worker-3c4d.js')).toContain("script-src 'self' 'wasm-unsafe-eval'")
  for (const path of ['/', '/sw.js', '/assets/app-1a2b.js']) expect(await policy(path)).not.toContain('wasm')
  expect(await policy('/sw.js')).toContain("connect-src 'self'")
})

test('[R34] hashed assets are kept for ever, everything else is asked for again', async () => {
  const caching = async (path: string) => (await get(path)).headers.get('cache-control')
  expect(await caching('/assets/app-1a2b.js')).toBe('public, max-age=31536000, immutable')
  for (const path of ['/', '/sw.js', '/manifest.webmanifest']) expect(await caching(path)).toBe('no-cache')
})

test('[R34] types are right and nothing of another type is served', async () => {
  const type = async (path: string) => (await get(path)).headers.get('content-type')
  expect(await type('/assets/app-1a2b.js')).toBe('text/javascript; charset=utf-8')
  expect(await type('/assets/automerge-5e6f.wasm')).toBe('application/wasm')
  expect(await type('/manifest.webmanifest')).toBe('application/manifest+json; charset=utf-8')
  for (const path of ['/secret.env', '/assets/app-1a2b.js.map', '/../package.json', '/..%2fpackage.json', '/assets']) {
    expect((await get(path)).status).toBe(404)
  }
})

test('[R34] navigations get the page, missing files a 404', async () => {
  const navigation = await get('/creators/7c1d', html)
  expect([navigation.status, await navigation.text()]).toEqual([200, page])
  expect((await get('/assets/gone-9z.js', html)).status).toBe(404)
  expect((await get('/creators/7c1d', { accept: 'application/json' })).status).toBe(404)
  expect((await get('/api/nothing', html)).status).toBe(404)
})

test('[R34] text is compressed as the browser can take it, and revalidates by its tag', async () => {
  const bodyOf = async (response: Response) => new Uint8Array(await response.arrayBuffer())
  const brotli = await get('/assets/app-1a2b.js', { 'accept-encoding': 'gzip, deflate, br' })
  expect([brotli.headers.get('content-encoding'), brotli.headers.get('vary')]).toEqual(['br', 'Accept-Encoding'])
  expect(brotliDecompressSync(await bodyOf(brotli)).toString()).toBe(script)
  const gzip = await get('/assets/app-1a2b.js', { 'accept-encoding': 'gzip, br;q=0' })
  expect(gunzipSync(await bodyOf(gzip)).toString()).toBe(script)
  const etag = brotli.headers.get('etag') ?? ''
  expect(etag).not.toBe(gzip.headers.get('etag'))
  const again = await get('/assets/app-1a2b.js', { 'accept-encoding': 'br', 'if-none-match': etag })
  expect([again.status, await again.text()]).toEqual([304, ''])
})

test('[R34] what the build compressed beside a file is used while it is not older', async () => {
  const { brotliCompressSync } = await import('node:zlib')
  writeFileSync(join(root, 'assets/app-1a2b.js.br'), brotliCompressSync('from the build'))
  const read = async () => {
    const response = await get('/assets/app-1a2b.js', { 'accept-encoding': 'br' })
    return brotliDecompressSync(new Uint8Array(await response.arrayBuffer())).toString()
  }
  expect(await read()).toBe('from the build')
  writeFileSync(join(root, 'assets/app-1a2b.js'), 'rebuilt')
  utimesSync(join(root, 'assets/app-1a2b.js'), new Date(), new Date(Date.now() + 10_000))
  expect(await read()).toBe('rebuilt')
})

test('[R34] HEAD tells the same without the body', async () => {
  const response = await relay.app.request(`${relay.origin}/assets/app-1a2b.js`, { method: 'HEAD' })
  expect([response.status, await response.text()]).toEqual([200, ''])
  expect(response.headers.get('content-length')).toBe(String(script.length))
})

test('[R35] a page under another host name is redirected, an asset and the API are not', async () => {
  const elsewhere = { host: '127.0.0.1:18700' }
  const moved = await get('/creators?stage=live', { ...html, ...elsewhere })
  expect([moved.status, moved.headers.get('location')]).toEqual([302, 'http://localhost:18700/creators?stage=live'])
  expect((await get('/api/status', { ...html, ...elsewhere })).status).toBe(200)
  expect((await get('/healthz', elsewhere)).status).toBe(200)
  const proxied = await get('/', { ...html, ...elsewhere, 'x-forwarded-host': 'localhost:18700' })
  expect(proxied.status).toBe(200)
})

test('[R34] password managers find where passkeys are managed', async () => {
  const response = await get('/.well-known/passkey-endpoints')
  expect(await response.json()).toEqual({
    enroll: 'http://localhost:18700/settings',
    manage: 'http://localhost:18700/settings',
  })
})
