import { createServer, type Server } from 'node:http'
import { verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freePort } from './free-port.ts'
import { launchBrowser } from './launch.ts'
import { addSoftwarePasskeys } from './software-passkey.ts'
import { createPasskeyStore, type PasskeyBehaviour } from './software-passkey-store.ts'
import { addVirtualAuthenticator } from './virtual-authenticator.ts'

/** What the tests lean on: both authenticators answer as a browser does, and a real relying party accepts them. */
let browser: Browser
let server: Server
let origin: string

beforeAll(async () => {
  const port = await freePort()
  origin = `http://localhost:${port}`
  server = createServer((_request, response) => response.setHeader('content-type', 'text/html').end('<title>t</title>'))
  server.listen(port, 'localhost')
  browser = await launchBrowser()
})

afterAll(async () => {
  await browser.close()
  server.close()
})

const challenge = 'Y2hhbGxlbmdlLW9mLTMyLWJ5dGVzLWZvci10aGUtdGU'

async function openPage(prepare: (context: BrowserContext) => Promise<unknown> = async () => undefined): Promise<Page> {
  const context = await browser.newContext()
  await prepare(context)
  const page = await context.newPage()
  await page.goto(origin)
  return page
}

async function softwarePage(behaviour: Partial<PasskeyBehaviour> = {}) {
  const store = createPasskeyStore(behaviour)
  const page = await openPage(context => addSoftwarePasskeys(context, store))
  return { page, store }
}

type Registration = Parameters<typeof verifyRegistrationResponse>[0]['response']
type Authentication = Parameters<typeof verifyAuthenticationResponse>[0]['response']

async function createPasskey(page: Page): Promise<{ json: Registration; prf: number[] | null }> {
  return page.evaluate(async challengeText => {
    const options = PublicKeyCredential.parseCreationOptionsFromJSON({
      rp: { id: 'localhost', name: 't' },
      user: { id: 'AQID', name: 'n', displayName: 'n' },
      challenge: challengeText,
      pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    })
    options.extensions = { prf: { eval: { first: new Uint8Array(32) } } }
    const credential = (await navigator.credentials.create({ publicKey: options })) as PublicKeyCredential
    const first = credential.getClientExtensionResults().prf?.results?.first
    const isCredential = credential instanceof PublicKeyCredential
    if (!isCredential) throw new Error('not a PublicKeyCredential')
    const prf = first === undefined ? null : [...new Uint8Array(first as ArrayBuffer)]
    return { json: credential.toJSON() as unknown as Registration, prf }
  }, challenge)
}

async function usePasskey(page: Page): Promise<{ json: Authentication; prf: number[] | null }> {
  return page.evaluate(async challengeText => {
    const options = PublicKeyCredential.parseRequestOptionsFromJSON({
      challenge: challengeText,
      rpId: 'localhost',
      userVerification: 'required',
    })
    options.extensions = { prf: { eval: { first: new Uint8Array(32) } } }
    const credential = (await navigator.credentials.get({ publicKey: options })) as PublicKeyCredential
    const first = credential.getClientExtensionResults().prf?.results?.first
    const prf = first === undefined ? null : [...new Uint8Array(first as ArrayBuffer)]
    return { json: credential.toJSON() as unknown as Authentication, prf }
  }, challenge)
}

async function verifyBoth(registration: Registration, authentication: Authentication) {
  const expected = { expectedChallenge: challenge, expectedOrigin: origin, expectedRPID: 'localhost' }
  const registered = await verifyRegistrationResponse({ response: registration, ...expected })
  if (!registered.verified) throw new Error('the registration was refused')
  const { credential } = registered.registrationInfo
  const authenticated = await verifyAuthenticationResponse({ response: authentication, ...expected, credential })
  return { registration: registered.registrationInfo, authentication: authenticated }
}

describe("Chromium's virtual authenticator", () => {
  test('creates and uses a passkey that a relying party accepts, with equal PRF output both times', async () => {
    const page = await openPage()
    const authenticator = await addVirtualAuthenticator(page)
    const created = await createPasskey(page)
    const used = await usePasskey(page)
    const verified = await verifyBoth(created.json, used.json)
    expect(verified.authentication.verified).toBe(true)
    expect(created.prf).toHaveLength(32)
    expect(used.prf).toEqual(created.prf)
    expect(await authenticator.countCredentials()).toBe(1)
  })

  test('refuses where the person cannot be verified', async () => {
    const page = await openPage()
    const authenticator = await addVirtualAuthenticator(page)
    await createPasskey(page)
    await authenticator.setUserVerified(false)
    await expect(usePasskey(page)).rejects.toThrow('NotAllowedError')
  })
})

describe('the software passkey', () => {
  test('is one synced passkey on two devices', async () => {
    const { page, store } = await softwarePage()
    const other = await openPage(context => addSoftwarePasskeys(context, store))
    const created = await createPasskey(page)
    const used = await usePasskey(other)
    const verified = await verifyBoth(created.json, used.json)
    expect(verified.authentication.verified).toBe(true)
    expect(verified.authentication.authenticationInfo.newCounter).toBe(0)
    expect(verified.registration.credentialDeviceType).toBe('multiDevice')
    expect(verified.registration.credentialBackedUp).toBe(true)
    expect(created.prf).toHaveLength(32)
    expect(used.prf).toEqual(created.prf)
  })

  test('without PRF gives none', async () => {
    const { page } = await softwarePage({ prf: 'none' })
    expect((await createPasskey(page)).prf).toBeNull()
    expect((await usePasskey(page)).prf).toBeNull()
  })

  test('with PRF at assertion only says so at creation', async () => {
    const { page } = await softwarePage({ prf: 'at-assertion' })
    const created = await createPasskey(page)
    expect(created.prf).toBeNull()
    expect(created.json.clientExtensionResults).toEqual({ prf: { enabled: true } })
    expect((await usePasskey(page)).prf).toHaveLength(32)
  })

  test('can give other bytes at its second ceremony', async () => {
    const { page } = await softwarePage({ wrongPrfFrom: 2 })
    const created = await createPasskey(page)
    const used = await usePasskey(page)
    expect(used.prf).toHaveLength(32)
    expect(used.prf).not.toEqual(created.prf)
  })

  test('can leave out user verification, which a relying party refuses', async () => {
    const { page, store } = await softwarePage()
    const created = await createPasskey(page)
    store.behaviour.userVerified = false
    const used = await usePasskey(page)
    await expect(verifyBoth(created.json, used.json)).rejects.toThrow('User verification required')
  })

  test('can be cancelled, and can fail when PRF is asked for at creation', async () => {
    const { page, store } = await softwarePage({ cancels: true })
    await expect(createPasskey(page)).rejects.toThrow('NotAllowedError')
    store.behaviour.cancels = false
    store.behaviour.refusesPrfAtCreation = true
    await expect(createPasskey(page)).rejects.toThrow('UnknownError')
    expect(store.ids()).toHaveLength(0)
  })
})
