import { afterEach, beforeEach, expect, test } from 'vitest'
import { bytesToBase64url } from '#shared/protocol/bytes.ts'
import { createTestBrowser, errorCode } from '../testing/test-browser.ts'
import { creationOptions, foundTestStudio, runCeremony, type TestFounder } from '../testing/test-founder.ts'
import { startTestRelay, type TestRelay } from '../testing/test-relay.ts'

let relay: TestRelay
let founder: TestFounder
beforeEach(async () => {
  relay = await startTestRelay()
  founder = await foundTestStudio(relay)
})
afterEach(() => relay.close())

test('[R6] a passkey signs in a browser that the relay never saw, with all it needs to open the studio', async () => {
  const browser = createTestBrowser(relay)
  const answer = await runCeremony(founder, browser, '/api/signin')
  expect(answer.status).toBe(200)
  expect(answer.body).toMatchObject({
    workspace: founder.studio.workspace,
    member: founder.studio.member,
    ...founder.studio.signState(founder.studio.first),
    credentialId: founder.passkeys.credentialIds()[0],
  })
  expect((await browser.get('/api/state')).status).toBe(200)
})

test('[R6] request options ask for any discoverable passkey and require verification', async () => {
  const options = await creationOptions(createTestBrowser(relay), '/api/signin/options')
  expect(options).toMatchObject({ rpId: 'localhost', userVerification: 'required' })
  expect(options['allowCredentials'] ?? []).toEqual([])
})

test.each([
  ['no user verification', { isUnverified: true }],
  ['another origin', { origin: 'https://evil.example' }],
  ['another RP id', { rpId: 'evil.example' }],
  ['a bad signature', { isBadSignature: true }],
])('[R6] a sign-in with %s fails', async (_name, fault) => {
  const browser = createTestBrowser(relay)
  const answer = await runCeremony(founder, browser, '/api/signin', fault)
  expect([answer.status, errorCode(answer)]).toEqual([403, 'ceremony-failed'])
  expect(browser.cookies.has('wlos')).toBe(false)
})

test('[R9] an unknown passkey and a bad signature cannot be told apart', async () => {
  const unknown = await runCeremony(founder, createTestBrowser(relay), '/api/signin', { id: 'AAAAAAAAAAAAAAAAAAAAAA' })
  const bad = await runCeremony(founder, createTestBrowser(relay), '/api/signin', { isBadSignature: true })
  expect([unknown.status, unknown.body]).toEqual([bad.status, bad.body])
})

test('[R7] a sign-in challenge is gone after its first use, a failed one included', async () => {
  const browser = createTestBrowser(relay)
  const options = await creationOptions(browser, '/api/signin/options')
  const good = founder.passkeys.get(options)
  const bad = founder.passkeys.get(options, { isBadSignature: true })
  expect(errorCode(await browser.post('/api/signin/passkey', { response: bad }))).toBe('ceremony-failed')
  expect(errorCode(await browser.post('/api/signin/passkey', { response: good }))).toBe('challenge-expired')
})

test('[R7] a challenge of one purpose does not serve another', async () => {
  const options = await creationOptions(founder.browser, '/api/signin/options')
  const response = founder.passkeys.get(options)
  expect(errorCode(await founder.browser.post('/api/stepup/passkey', { response }))).toBe('challenge-expired')
})

test('[R7] a challenge does not serve another browser', async () => {
  const options = await creationOptions(createTestBrowser(relay), '/api/signin/options')
  const thief = createTestBrowser(relay)
  const response = founder.passkeys.get(options)
  expect(errorCode(await thief.post('/api/signin/passkey', { response }))).toBe('challenge-expired')
  await thief.post('/api/signin/options')
  expect(errorCode(await thief.post('/api/signin/passkey', { response }))).toBe('challenge-expired')
})

test('[R10] a counter may stay 0, and must not fall back once it counted', async () => {
  const signIn = (counter: number) => runCeremony(founder, createTestBrowser(relay), '/api/signin', { counter })
  expect((await signIn(0)).status).toBe(200)
  expect((await signIn(0)).status).toBe(200)
  expect((await signIn(5)).status).toBe(200)
  expect(errorCode(await signIn(5))).toBe('ceremony-failed')
  expect(errorCode(await signIn(0))).toBe('ceremony-failed')
})

test('[R8] a sign-in that still carries PRF results is refused', async () => {
  const options = await creationOptions(founder.browser, '/api/signin/options')
  const response = { ...founder.passkeys.get(options), clientExtensionResults: { prf: { results: { first: 'x' } } } }
  expect(errorCode(await founder.browser.post('/api/signin/passkey', { response }))).toBe('bad-request')
})

test('[R11] the recovery key signs in', async () => {
  const browser = createTestBrowser(relay)
  const answer = await browser.post('/api/signin/recovery', { auth: bytesToBase64url(founder.studio.recoveryAuth) })
  expect([answer.status, answer.body['credentialId']]).toEqual([200, null])
  expect((await browser.get('/api/state')).status).toBe(200)
})

test('[R11] wrong recovery codes run into the limit, right ones do not', async () => {
  const browser = createTestBrowser(relay, '198.51.100.9')
  const right = { auth: bytesToBase64url(founder.studio.recoveryAuth) }
  for (let i = 0; i < 12; i++) expect((await browser.post('/api/signin/recovery', right)).status).toBe(200)
  const wrong = { auth: bytesToBase64url(new Uint8Array(32)) }
  const codes = []
  for (let i = 0; i < 12; i++) codes.push(errorCode(await browser.post('/api/signin/recovery', wrong)))
  expect(codes).toEqual([...Array.from({ length: 10 }, () => 'wrong-recovery-code'), 'rate-limited', 'rate-limited'])
  const limited = await browser.post('/api/signin/recovery', right)
  expect(limited.status).toBe(429)
  expect(limited.headers.get('retry-after')).toBe('6')
  relay.pass(6_000)
  expect((await browser.post('/api/signin/recovery', right)).status).toBe(200)
})

test('[R1] before the studio is founded nobody signs in', async () => {
  const empty = await startTestRelay()
  const browser = createTestBrowser(empty)
  expect(errorCode(await browser.post('/api/signin/options'))).toBe('not-founded')
  expect(errorCode(await browser.post('/api/signin/recovery', { auth: 'AAAA' }))).toBe('not-founded')
  await empty.close()
})
