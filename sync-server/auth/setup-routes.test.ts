import { afterEach, beforeEach, expect, test } from 'vitest'
import { createTestBrowser, errorCode } from '../testing/test-browser.ts'
import {
  createTestFounder,
  creationOptions,
  foundTestStudio,
  pull,
  push,
  verifySetupPasskey,
} from '../testing/test-founder.ts'
import { startTestRelay, testSetupToken, type TestRelay } from '../testing/test-relay.ts'
import { createTestStudio } from '../testing/test-studio.ts'

let relay: TestRelay
beforeEach(async () => {
  relay = await startTestRelay()
})
afterEach(() => relay.close())

test('[R1] whoever has the set-up token founds the studio, and is signed in on that device', async () => {
  const founder = createTestFounder(relay)
  expect((await founder.browser.get('/api/status')).body).toEqual({ protocol: 1, version: '0.1.0', founded: false })
  const verified = await verifySetupPasskey(founder)
  expect(verified.body).toMatchObject({ credentialId: founder.passkeys.credentialIds()[0], deviceType: 'multiDevice' })
  expect(verified.body['publicKey']).toMatch(/^[\w-]{100,}$/)
  const request = founder.studio.setupComplete()
  const answer = await founder.browser.post('/api/setup/complete', request)
  expect(answer.status).toBe(200)
  expect(answer.body).toEqual({
    workspace: request.workspace,
    member: request.member,
    state: request.state,
    signature: request.signature,
    keyring: request.keyring,
    credentialId: founder.passkeys.credentialIds()[0],
  })
  expect((await founder.browser.get('/api/status')).body['founded']).toBe(true)
  const response = await push(founder.browser, [founder.studio.write(founder.studio.device)])
  expect(response.status).toBe(200)
  expect((await pull(founder.browser, 'after=0')).entries).toHaveLength(1)
})

test('[R1] a wrong set-up token opens nothing', async () => {
  const browser = createTestBrowser(relay)
  const answer = await browser.post('/api/setup/token', { token: `${testSetupToken}x` })
  expect([answer.status, errorCode(answer)]).toEqual([403, 'wrong-setup-token'])
  expect(browser.cookies.size).toBe(0)
})

test('[R2] set-up calls without the pre-session are refused', async () => {
  const browser = createTestBrowser(relay)
  const studio = createTestStudio()
  for (const [path, body] of [
    ['/api/setup/passkey/options', undefined],
    ['/api/setup/passkey', { response: {} }],
    ['/api/setup/complete', studio.setupComplete()],
  ] as const) {
    expect(errorCode(await browser.post(path, body))).toBe('wrong-setup-token')
  }
  await browser.post('/api/session/challenge')
  expect(errorCode(await browser.post('/api/setup/passkey/options'))).toBe('wrong-setup-token')
})

test('[R2] a studio is not founded before its passkey was verified', async () => {
  const { browser, studio } = createTestFounder(relay)
  await browser.post('/api/setup/token', { token: testSetupToken })
  expect(errorCode(await browser.post('/api/setup/complete', studio.setupComplete()))).toBe('ceremony-failed')
})

test('[R3] founding uses the token up: a second founder is refused at every step', async () => {
  const late = createTestFounder(relay, 'late')
  await verifySetupPasskey(late)
  await foundTestStudio(relay)
  expect(errorCode(await late.browser.post('/api/setup/complete', late.studio.setupComplete()))).toBe('already-founded')
  expect(errorCode(await late.browser.post('/api/setup/passkey/options'))).toBe('already-founded')
  const browser = createTestBrowser(relay)
  const answer = await browser.post('/api/setup/token', { token: testSetupToken })
  expect([answer.status, errorCode(answer)]).toEqual([409, 'already-founded'])
})

test('[R3] of two who complete at the same moment one founds the studio', async () => {
  const founders = [createTestFounder(relay, 'one'), createTestFounder(relay, 'two')]
  for (const founder of founders) await verifySetupPasskey(founder)
  const answers = await Promise.all(
    founders.map(({ browser, studio }) => browser.post('/api/setup/complete', studio.setupComplete())),
  )
  expect(answers.map(answer => answer.status).sort((a, b) => a - b)).toEqual([200, 409])
})

test('[R4] the founder whose answer was lost completes again with the same bytes', async () => {
  const { browser, studio } = await foundTestStudio(relay)
  browser.cookies.delete('wlos')
  const again = await browser.post('/api/setup/complete', studio.setupComplete())
  expect(again.status).toBe(200)
  expect((await browser.get('/api/state')).status).toBe(200)
})

test('[R5] the first state must be the founder’s own, first and signed', async () => {
  const founder = createTestFounder(relay)
  const { browser, studio } = founder
  await verifySetupPasskey(founder)
  const other = createTestStudio('other')
  const badStates = [
    studio.signState(studio.first, other.identity),
    studio.signState({ ...studio.first, sequence: 2, previous: new Uint8Array(32) }),
    studio.signState({ ...studio.first, devices: [] }),
    studio.signState({ ...studio.first, workspace: other.workspace }),
    studio.signState({ ...studio.first, signer: other.member }),
    studio.signState({ ...studio.first, methods: studio.first.methods.slice(0, 1) }),
    { state: 'AAAA', signature: studio.signState(studio.first).signature },
  ]
  for (const bad of badStates) {
    const answer = await browser.post('/api/setup/complete', studio.setupComplete(bad))
    expect([answer.status, errorCode(answer)]).toEqual([422, 'state-invalid'])
  }
  expect((await browser.post('/api/setup/complete', studio.setupComplete())).status).toBe(200)
})

test('[R6] creation asks for a discoverable, verifying passkey and names nobody', async () => {
  const { browser } = createTestFounder(relay)
  await browser.post('/api/setup/token', { token: testSetupToken })
  const options = await creationOptions(browser, '/api/setup/passkey/options')
  expect(options).toMatchObject({
    rp: { id: 'localhost' },
    user: { name: 'studio', displayName: '' },
    attestation: 'none',
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  expect(options['pubKeyCredParams']).toEqual([-8, -7, -257].map(alg => ({ alg, type: 'public-key' })))
})

test.each([
  ['no user verification', { isUnverified: true }],
  ['another origin', { origin: 'https://evil.example' }],
  ['another RP id', { rpId: 'evil.example' }],
])('[R6] a creation with %s fails', async (_name, fault) => {
  const answer = await verifySetupPasskey(createTestFounder(relay), fault)
  expect([answer.status, errorCode(answer)]).toEqual([403, 'ceremony-failed'])
})

test('[R7] a challenge serves once, for five minutes, for its own browser', async () => {
  const { browser, passkeys } = createTestFounder(relay)
  await browser.post('/api/setup/token', { token: testSetupToken })
  const used = await creationOptions(browser, '/api/setup/passkey/options')
  const failed = passkeys.create(used, { isUnverified: true })
  expect(errorCode(await browser.post('/api/setup/passkey', { response: failed }))).toBe('ceremony-failed')
  const replay = passkeys.create(used)
  expect(errorCode(await browser.post('/api/setup/passkey', { response: replay }))).toBe('challenge-expired')

  const old = await creationOptions(browser, '/api/setup/passkey/options')
  relay.pass(5 * 60_000)
  expect(errorCode(await browser.post('/api/setup/passkey', { response: passkeys.create(old) }))).toBe(
    'challenge-expired',
  )

  const other = createTestBrowser(relay)
  await other.post('/api/setup/token', { token: testSetupToken })
  const foreign = await creationOptions(other, '/api/setup/passkey/options')
  expect(errorCode(await browser.post('/api/setup/passkey', { response: passkeys.create(foreign) }))).toBe(
    'challenge-expired',
  )
})

test('[R8] a response that still carries PRF results is refused unread', async () => {
  const { browser, passkeys } = createTestFounder(relay)
  await browser.post('/api/setup/token', { token: testSetupToken })
  const options = await creationOptions(browser, '/api/setup/passkey/options')
  const response = {
    ...passkeys.create(options),
    clientExtensionResults: { prf: { results: { first: 'PRF-CANARY' } } },
  }
  const answer = await browser.post('/api/setup/passkey', { response })
  expect([answer.status, errorCode(answer)]).toEqual([400, 'bad-request'])
  expect(JSON.stringify(relay.lines)).not.toContain('PRF-CANARY')
})
