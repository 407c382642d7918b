import { bytesToBase64url, base64urlToBytes, type Bytes } from '#shared/protocol/bytes.ts'
import { decodePullPage, encodeBatch } from '#shared/protocol/entry.ts'
import { sessionMessage } from '#shared/protocol/session-message.ts'
import { createSoftwareAuthenticator, type CeremonyFault } from './software-authenticator.ts'
import { createTestBrowser, type Answer, type RelayUnderTest, type TestBrowser } from './test-browser.ts'
import { testSetupToken } from './test-relay.ts'
import { createTestStudio, type TestDevice, type TestStudio } from './test-studio.ts'

/** Everything one founder has: a browser, a passkey and the studio's keys. Nothing has been done yet. */
export function createTestFounder(relay: RelayUnderTest, seed = 'founder') {
  const browser = createTestBrowser(relay)
  const passkeys = createSoftwareAuthenticator(relay.origin, seed)
  const studio = createTestStudio(seed)
  return { relay, browser, passkeys, studio }
}

export type TestFounder = ReturnType<typeof createTestFounder>

/** A studio that is founded, its founder signed in on the first device. */
export async function foundTestStudio(relay: RelayUnderTest, seed = 'founder'): Promise<TestFounder> {
  const founder = createTestFounder(relay, seed)
  await verifySetupPasskey(founder)
  await expectOk(founder.browser.post('/api/setup/complete', founder.studio.setupComplete()))
  return founder
}

export async function verifySetupPasskey(
  { browser, passkeys }: TestFounder,
  fault: CeremonyFault = {},
): Promise<Answer> {
  await expectOk(browser.post('/api/setup/token', { token: testSetupToken }))
  const options = await creationOptions(browser, '/api/setup/passkey/options')
  return browser.post('/api/setup/passkey', { response: passkeys.create(options, fault) })
}

/** Any ceremony with a passkey that exists: sign-in or step-up. */
export async function runCeremony(
  { passkeys }: Pick<TestFounder, 'passkeys'>,
  browser: TestBrowser,
  path: '/api/signin' | '/api/stepup',
  fault: CeremonyFault & { id?: string } = {},
): Promise<Answer> {
  const options = await creationOptions(browser, `${path}/options`)
  return browser.post(`${path}/passkey`, { response: passkeys.get(options, fault) })
}

export async function creationOptions(browser: TestBrowser, path: string): Promise<Record<string, unknown>> {
  const { options } = (await expectOk(browser.post(path))).body
  if (typeof options !== 'object' || options === null) throw new Error('no options')
  return { ...options }
}

/** A second device of the founder: signed in by passkey, listed in the state, enrolled. */
export async function enrolSecondDevice(founder: TestFounder): Promise<{ browser: TestBrowser; device: TestDevice }> {
  const { relay, studio } = founder
  const browser = createTestBrowser(relay)
  await expectOk(runCeremony(founder, browser, '/api/signin'))
  const device = studio.newDevice()
  const state = studio.next(studio.first, { devices: [...studio.first.devices, studio.toStateDevice(device)] })
  await expectOk(browser.post('/api/state', { ...studio.signState(state), keyring: studio.keyring }))
  await expectOk(browser.post('/api/session/enrol', { device: device.id }))
  return { browser, device }
}

export async function startDeviceSession(
  browser: TestBrowser,
  origin: string,
  device: TestDevice,
  signer: Pick<TestDevice, 'sign'> = device,
): Promise<Answer> {
  const { challenge } = (await expectOk(browser.post('/api/session/challenge'))).body
  const signature = signer.sign(sessionMessage(origin, device.id, base64urlToBytes(String(challenge))))
  return browser.post('/api/session/device', { device: device.id, challenge, signature: bytesToBase64url(signature) })
}

export async function push(browser: TestBrowser, entries: readonly Bytes[]): Promise<Response> {
  return browser.send('POST', '/api/log', encodeBatch(entries), { 'content-type': 'application/cbor' })
}

export async function pull(browser: TestBrowser, query: string) {
  const response = await browser.send('GET', `/api/log?${query}`, null, {})
  if (response.status !== 200) throw new Error(`pull: ${response.status} ${await response.text()}`)
  return decodePullPage(new Uint8Array(await response.arrayBuffer()))
}

export async function expectOk(pending: Promise<Answer>): Promise<Answer> {
  const answer = await pending
  if (answer.status >= 300) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`)
  return answer
}

export function revokedState(
  studio: TestStudio,
  state: TestStudio['first'],
  device: TestDevice,
  last: { data: number; audit: number },
) {
  const devices = state.devices.map(listed =>
    listed.id === device.id ? { ...listed, revokedAt: 2, lastData: last.data, lastAudit: last.audit } : listed,
  )
  return studio.next(state, { devices })
}
