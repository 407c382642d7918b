import { afterEach, expect, test, vi } from 'vitest'
import { assert } from '#shared/lang/assert.ts'
import { bytesToBase64url, bytesToHex, utf8ToBytes } from '#shared/protocol/bytes.ts'
import { createPasskeys } from './passkeys.ts'

const appOutput = new Uint8Array(32).fill(0xa7)
const vaultOutput = new Uint8Array(32).fill(0xc3)
const text = (value: string): string => bytesToBase64url(utf8ToBytes(value))

const creationOptions = {
  rp: { id: 'localhost', name: 'Wavelaunch' },
  user: { id: text('user'), name: 'mara', displayName: 'Mara' },
  challenge: text('challenge'),
  pubKeyCredParams: [{ type: 'public-key', alg: -8 }],
  extensions: { credProps: true },
}
const requestOptions = { challenge: text('challenge'), rpId: 'localhost', userVerification: 'required' }

afterEach(() => {
  vi.unstubAllGlobals()
})

type Asked = CredentialCreationOptions | CredentialRequestOptions
type Behaviour = { readonly withPrf?: boolean; readonly failures?: (Error | null)[]; readonly failsAfterMs?: number }

/** A browser whose credential carries PRF output wherever a real one does. */
function browser({ withPrf = true, failures = [], failsAfterMs = 0 }: Behaviour = {}) {
  const asked: Asked[] = []
  let now = 0
  const answer = (options: Asked | undefined, response: object): Promise<Credential> => {
    assert(options !== undefined, 'options are given')
    asked.push(options)
    const failure = failures.shift()
    if (failure !== undefined && failure !== null) {
      now += failsAfterMs
      return Promise.reject(failure)
    }
    const extensions = withPrf
      ? { prf: { enabled: true, results: { first: appOutput.slice().buffer, second: vaultOutput.slice().buffer } } }
      : {}
    const credential = {
      id: text('credential'),
      rawId: utf8ToBytes('credential').buffer,
      type: 'public-key',
      authenticatorAttachment: 'platform',
      response,
      getClientExtensionResults: () => extensions,
      toJSON: () => ({ clientExtensionResults: { prf: { results: { first: bytesToBase64url(appOutput) } } } }),
    }
    return Promise.resolve(credential as unknown as Credential)
  }
  const credentials: Pick<CredentialsContainer, 'create' | 'get'> = {
    create: options =>
      answer(options, {
        clientDataJSON: utf8ToBytes('{}').buffer,
        attestationObject: utf8ToBytes('attestation').buffer,
        getTransports: () => ['internal'],
        getPublicKey: () => utf8ToBytes('public key').buffer,
      }),
    get: options =>
      answer(options, {
        clientDataJSON: utf8ToBytes('{}').buffer,
        authenticatorData: utf8ToBytes('data').buffer,
        signature: utf8ToBytes('signature').buffer,
        userHandle: null,
      }),
  }
  vi.stubGlobal('navigator', { credentials })
  vi.stubGlobal('location', { hostname: 'localhost' })
  vi.stubGlobal('PublicKeyCredential', function PublicKeyCredential() {})
  return { passkeys: createPasskeys({ now: () => now }), asked }
}

function named(name: string): Error {
  return new DOMException('', name)
}

function evaluated(asked: Asked | undefined): readonly (string | null)[] {
  const evaluation = asked?.publicKey?.extensions?.prf?.eval
  const said = (salt: BufferSource | undefined): string | null =>
    salt === undefined ? null : new TextDecoder().decode(salt)
  return [said(evaluation?.first), said(evaluation?.second)]
}

test('no byte of PRF output stands in the JSON that goes to the relay', async () => {
  const { passkeys } = browser()
  for (const outcome of [await passkeys.create(creationOptions), await passkeys.request(requestOptions, 'both')]) {
    assert(outcome.ok, 'the ceremony succeeds')
    expect(outcome.value.prf.app).toEqual(appOutput)
    expect(outcome.value.prf.vault).toEqual(vaultOutput)
    const sent = JSON.stringify(outcome.value.response)
    for (const secret of [appOutput, vaultOutput]) {
      expect(sent).not.toContain(bytesToBase64url(secret))
      expect(sent).not.toContain(bytesToHex(secret))
      expect(sent).not.toContain(Array.from(secret).join(','))
    }
    expect(outcome.value.response['clientExtensionResults']).toEqual({})
  }
})

test('creation asks for PRF with the real salt of the app tier', async () => {
  const { passkeys, asked } = browser()
  await passkeys.create(creationOptions)
  expect(evaluated(asked[0])).toEqual(['wlos/prf/v1/app', null])
})

test('unlocking asks for the app tier only, confirming and verifying for both', async () => {
  const { passkeys, asked } = browser()
  await passkeys.request(requestOptions, 'open')
  await passkeys.request(requestOptions, 'both')
  expect(asked.map(evaluated)).toEqual([
    ['wlos/prf/v1/app', null],
    ['wlos/prf/v1/app', 'wlos/prf/v1/vault'],
  ])
})

test.each(['UnknownError', 'NotAllowedError'])('a fast %s at creation is tried once more without PRF', async name => {
  const { passkeys, asked } = browser({ withPrf: false, failures: [named(name)] })
  const outcome = await passkeys.create(creationOptions)
  assert(outcome.ok, 'the second try succeeds')
  expect(asked).toHaveLength(2)
  expect(asked[1]?.publicKey?.extensions?.prf).toBeUndefined()
  expect(outcome.value.prf).toEqual({ app: null, vault: null })
})

test('a person who closes the dialog is not asked a second time', async () => {
  const { passkeys, asked } = browser({ failures: [named('NotAllowedError')], failsAfterMs: 4_000 })
  expect(await passkeys.create(creationOptions)).toEqual({ ok: false, error: { kind: 'cancelled' } })
  expect(asked).toHaveLength(1)
})

test.each([
  ['NotAllowedError', 'cancelled'],
  ['AbortError', 'cancelled'],
  ['SecurityError', 'wrong-address'],
  ['InvalidStateError', 'already-there'],
  ['NotSupportedError', 'unsupported'],
  ['OddError', 'failed'],
])('%s is told as %s', async (name, kind) => {
  const { passkeys } = browser({ failures: [named(name)] })
  expect(await passkeys.request(requestOptions, 'open')).toMatchObject({ ok: false, error: { kind } })
})

test('a browser without credentials says so', async () => {
  const passkeys = createPasskeys({ now: () => 0 })
  expect(await passkeys.create(creationOptions)).toEqual({ ok: false, error: { kind: 'unsupported' } })
})

test('a second ceremony ends the first', async () => {
  const { passkeys, asked } = browser()
  await passkeys.request(requestOptions, 'open')
  await passkeys.request(requestOptions, 'open')
  expect(asked[0]?.signal?.aborted).toBe(true)
  expect(asked[1]?.signal?.aborted).toBe(false)
})
