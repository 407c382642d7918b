import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ErrorBody } from '#shared/protocol/errors.ts'
import { limits } from '#shared/protocol/limits.ts'
import { createTestBrowser, errorCode, fromAddress } from '../testing/test-browser.ts'
import { creationOptions, foundTestStudio, push, runCeremony } from '../testing/test-founder.ts'
import { startTestRelay, type TestRelay } from '../testing/test-relay.ts'

let relay: TestRelay
beforeEach(async () => {
  relay = await startTestRelay()
})
afterEach(() => relay.close())

const json = { 'content-type': 'application/json' }

test.each([
  ['another origin', { origin: 'https://evil.example' }],
  ['a sibling origin', { origin: 'http://localhost:1' }],
  ['no origin of its own', { origin: 'null' }],
  ['another site', { 'sec-fetch-site': 'cross-site' }],
  ['a sibling site', { 'sec-fetch-site': 'same-site' }],
])('[R30] a post from %s is refused, cookie or not', async (_name, headers) => {
  const { browser } = await foundTestStudio(relay)
  const answer = await browser.post('/api/session/end', {}, headers)
  expect([answer.status, errorCode(answer)]).toEqual([403, 'forbidden-origin'])
  expect((await browser.get('/api/state')).status).toBe(200)
})

test('[R30] a program without Origin passes as long as it has no cookie', async () => {
  const url = `${relay.origin}/api/session/challenge`
  expect((await relay.app.request(url, { method: 'POST', headers: json, body: '{}' })).status).toBe(200)
  const cookie = { ...json, cookie: 'wlos=x' }
  expect((await relay.app.request(url, { method: 'POST', headers: cookie, body: '{}' })).status).toBe(403)
})

test('[R30] another site cannot read the API either', async () => {
  const { browser } = await foundTestStudio(relay)
  const answer = await browser.get('/api/state', { 'sec-fetch-site': 'cross-site' })
  expect(errorCode(answer)).toBe('forbidden-origin')
})

test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/html'])(
  '[R30] a body of type %s is refused',
  async type => {
    const browser = createTestBrowser(relay)
    const answer = await browser.post('/api/session/challenge', {}, { 'content-type': type })
    expect([answer.status, errorCode(answer)]).toEqual([415, 'unsupported-media'])
  },
)

test('[R26] a JSON body over the limit is refused before it is read, length given or not', async () => {
  const text = JSON.stringify({ token: 'x'.repeat(limits.jsonBytes) })
  const browser = createTestBrowser(relay)
  expect((await browser.post('/api/setup/token', JSON.parse(text))).status).toBe(413)
  const claimed = await browser.post('/api/setup/token', { token: 'x' }, { 'content-length': '999999999' })
  expect(errorCode(claimed)).toBe('too-large')
})

test('[R31] guesses of the set-up token run out for one address, not for another', async () => {
  const guesser = createTestBrowser(relay, '2001:db8:1:2:a::1')
  const neighbour = createTestBrowser(relay, '2001:db8:1:2:b::9')
  const statuses = []
  for (let i = 0; i < 11; i++) statuses.push((await guesser.post('/api/setup/token', { token: 'no' })).status)
  expect(statuses).toEqual([...Array.from({ length: 10 }, () => 403), 429])
  expect((await neighbour.post('/api/setup/token', { token: 'no' })).status).toBe(429)
  expect((await createTestBrowser(relay, '2001:db8:1:3::1').post('/api/setup/token', { token: 'no' })).status).toBe(403)
  relay.pass(60_000)
  expect((await guesser.post('/api/setup/token', { token: 'no' })).status).toBe(403)
})

test('[R32] with an allow-list only its addresses get in; health stays open', async () => {
  const guarded = await startTestRelay({ environment: { WLOS_ALLOWED_IPS: '192.0.2.0/24, 2001:db8::/32' } })
  const status = async (address: string, path = '/api/status') =>
    (await guarded.app.request(`${guarded.origin}${path}`, {}, fromAddress(address))).status
  expect(await status('192.0.2.200')).toBe(200)
  expect(await status('::ffff:192.0.2.200')).toBe(200)
  expect(await status('2001:db8::5')).toBe(200)
  expect(await status('192.0.3.1')).toBe(403)
  expect(await status('unknown')).toBe(403)
  expect(await status('192.0.3.1', '/')).toBe(403)
  expect(await status('192.0.3.1', '/healthz')).toBe(200)
  await guarded.close()
})

test('[R32] X-Forwarded-For counts only behind a trusted proxy', async () => {
  const spoofed = { headers: { 'x-forwarded-for': '192.0.2.1' } }
  const environment = { WLOS_ALLOWED_IPS: '192.0.2.1' }
  const direct = await startTestRelay({ environment })
  const proxied = await startTestRelay({ environment: { ...environment, WLOS_TRUSTED_PROXIES: '1' } })
  const ask = async (from: TestRelay, init: RequestInit) =>
    (await from.app.request(`${from.origin}/api/status`, init, fromAddress('10.0.0.1'))).status
  expect(await ask(direct, spoofed)).toBe(403)
  expect(await ask(proxied, spoofed)).toBe(200)
  expect(await ask(proxied, { headers: { 'x-forwarded-for': '192.0.2.1, 203.0.113.5' } })).toBe(403)
  await direct.close()
  await proxied.close()
})

test('[R33] the API is never cached, framed, sniffed or embedded', async () => {
  const { headers } = await createTestBrowser(relay).get('/api/status')
  expect(Object.fromEntries(headers)).toMatchObject({
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
  })
  expect(headers.get('permissions-policy')).toContain('camera=()')
  expect(headers.get('permissions-policy')).toContain('publickey-credentials-get=(self)')
  expect(headers.has('strict-transport-security')).toBe(false)
  expect(headers.has('access-control-allow-origin')).toBe(false)
})

test('[R33] on an https origin transport security is demanded', async () => {
  const secure = await startTestRelay({ environment: { WLOS_ORIGIN: 'https://studio.example' } })
  const { headers } = await createTestBrowser(secure).get('/healthz')
  expect(headers.get('strict-transport-security')).toBe('max-age=63072000; includeSubDomains')
  await secure.close()
})

test('[R33] refusals carry the headers too', async () => {
  const { status, headers } = await createTestBrowser(relay).get('/api/nothing')
  expect([status, headers.get('x-content-type-options'), headers.get('cache-control')]).toEqual([
    404,
    'nosniff',
    'no-store',
  ])
})

test('[R36] health and readiness answer, and readiness fails with the database', async () => {
  const browser = createTestBrowser(relay)
  expect((await browser.get('/healthz')).body).toEqual({ ok: true })
  expect((await browser.get('/readyz')).body).toEqual({ ok: true, database: 'ready' })
  await relay.storage.close()
  const answer = await browser.get('/readyz')
  expect([answer.status, answer.body]).toEqual([503, { ok: false, database: 'failed' }])
  const failed = await browser.get('/api/status')
  expect([failed.status, errorCode(failed)]).toEqual([500, 'internal'])
  expect(relay.lines.some(line => line['event'] === 'failure')).toBe(true)
})

const posts = [
  '/api/setup/token',
  '/api/setup/passkey/options',
  '/api/setup/passkey',
  '/api/setup/complete',
  '/api/signin/options',
  '/api/signin/passkey',
  '/api/signin/recovery',
  '/api/stepup/options',
  '/api/stepup/passkey',
  '/api/stepup/recovery',
  '/api/session/challenge',
  '/api/session/device',
  '/api/session/enrol',
  '/api/passkeys/options',
  '/api/passkeys',
  '/api/state',
  '/api/log',
]

/** JSON that looks right from afar: known keys, values of any kind, base64url that may be wrong. */
const almostRight = fc.dictionary(
  fc.constantFrom(
    'token',
    'response',
    'state',
    'signature',
    'keyring',
    'recovery',
    'auth',
    'device',
    'challenge',
    'workspace',
    'member',
    '__proto__',
  ),
  fc.oneof(
    fc.jsonValue(),
    fc.stringMatching(/^[\w-]{0,90}$/),
    fc.constant('00000000-0000-4000-8000-000000000000'),
    fc.record({
      id: fc.stringMatching(/^[\w-]{1,20}$/),
      rawId: fc.stringMatching(/^[\w-]{1,20}$/),
      type: fc.constant('public-key'),
      response: fc.dictionary(
        fc.constantFrom('clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'transports'),
        fc.oneof(fc.stringMatching(/^[\w-]{0,60}$/), fc.constant('eyJjaGFsbGVuZ2UiOiJBQUFBIn0')),
      ),
    }),
  ),
)

test('[R36] whatever JSON or bytes are posted, there is an answer of the one shape and never a 500', async () => {
  const founder = await foundTestStudio(relay)
  const body = fc.oneof(
    almostRight.map(value => JSON.stringify(value)),
    fc.json(),
    fc.string(),
    fc.uint8Array({ maxLength: 200 }),
  )
  const type = fc.constantFrom('application/json', 'application/cbor')
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...posts), body, type, async (path, content, contentType) => {
      relay.pass(60_000)
      await runCeremony(founder, founder.browser, '/api/stepup')
      const sent = typeof content === 'string' ? content : new Uint8Array(content)
      const response = await founder.browser.send('POST', path, sent, { 'content-type': contentType })
      expect(response.status).not.toBe(500)
      if (response.status >= 400) expect(ErrorBody.safeParse(await response.json()).success).toBe(true)
    }),
    { numRuns: 400 },
  )
  expect(relay.lines.filter(line => line['event'] === 'failure')).toEqual([])
}, 60_000)

test('[R36] whatever path is asked for, there is an answer and never a 500', async () => {
  const { browser } = await foundTestStudio(relay)
  const part = fc.oneof(
    fc.webPath(),
    fc.stringMatching(/^[\w%./\\-]{0,30}$/).map(text => `/${text}`),
  )
  await fc.assert(
    fc.asyncProperty(fc.constantFrom('', '/api', '/api/passkeys', '/assets'), part, async (prefix, path) => {
      const response = await browser.send('GET', prefix + path, null, {})
      expect(response.status).toBeLessThan(500)
      await response.body?.cancel()
    }),
    { numRuns: 300 },
  )
})

test('[R37] the log names routes, not what was sent', async () => {
  const founder = await foundTestStudio(relay)
  const { browser, studio, passkeys } = founder
  const canary = 'CANARY-5f3a'
  await browser.post('/api/setup/token', { token: canary })
  await browser.get(`/api/passkeys/${canary}?q=${canary}`)
  await browser.get(`/${canary}?${canary}`)
  await browser.post('/api/state', { state: canary, signature: canary, keyring: canary })
  await push(browser, [studio.write(studio.device, { body: new TextEncoder().encode(canary) })])
  const options = await creationOptions(browser, '/api/passkeys/options')
  await browser.post('/api/passkeys', { response: passkeys.create(options) })
  const text = JSON.stringify(relay.lines)
  expect(text).not.toContain(canary)
  for (const token of browser.cookies.values()) expect(text).not.toContain(token)
  expect(relay.lines).toContainEqual(
    expect.objectContaining({ event: 'request', method: 'POST', route: '/api/state', status: 400, ip: '192.0.2.7' }),
  )
  expect(relay.lines.map(line => line['event'])).toEqual(expect.arrayContaining(['studio-founded', 'passkey-added']))
})
