import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createPasskeys } from './passkeys.ts'

const keyBytes = Uint8Array.from({ length: 32 }, (_, index) => 200 - index)
const creation = {
  rp: { name: 'Wavelaunch' },
  user: { id: 'AAAA', name: 'ana@example.com', displayName: 'Ana' },
  challenge: 'AAAA',
  pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
}
const request = { challenge: 'AAAA', rpId: 'localhost' }

type Asked = { readonly publicKey: { readonly extensions?: { readonly prf?: { readonly eval: object } } } }

/** The browser's credentials container as a page sees it; `answer` is what its authenticator does. */
function browserWith(answer: (asked: Asked) => unknown) {
  const asked: Asked[] = []
  const run = async (options: Asked) => {
    asked.push(options)
    return answer(options)
  }
  vi.stubGlobal('navigator', { credentials: { create: run, get: run } })
  return asked
}

function credential(prf: unknown) {
  const buffer = new ArrayBuffer(4)
  return {
    id: 'BBBB',
    rawId: buffer,
    type: 'public-key',
    authenticatorAttachment: 'platform',
    response: { clientDataJSON: buffer, authenticatorData: buffer, signature: buffer, attestationObject: buffer },
    getClientExtensionResults: () => ({ prf }),
    toJSON: () => ({ clientExtensionResults: { prf } }),
  }
}

function named(name: string): Error {
  return Object.assign(new Error(name), { name })
}

beforeEach(() => {
  vi.stubGlobal('PublicKeyCredential', class {})
  vi.stubGlobal('location', { hostname: '127.0.0.1' })
})
afterEach(() => vi.unstubAllGlobals())

const passkeys = createPasskeys({ now: () => 0 })

describe('what an authenticator gives', () => {
  test('PRF output comes beside the response and nowhere in its JSON, and the browser’s copy is blanked', async () => {
    const first = keyBytes.slice().buffer
    browserWith(() => credential({ results: { first } }))
    const made = await passkeys.create(creation)
    if (!made.ok) throw new Error('made')
    expect(made.value.prf.app).toEqual(keyBytes)
    expect(made.value.prf.vault).toBeNull()
    const json = JSON.stringify(made.value.response)
    expect(json).toContain('"clientExtensionResults":{}')
    expect(json).not.toContain(Buffer.from(keyBytes).toString('base64url').slice(0, 12))
    expect(new Uint8Array(first)).toEqual(new Uint8Array(32))
  })

  test('unlocking asks for the app salt alone, confirming for both', async () => {
    const asked = browserWith(() => credential(undefined))
    await passkeys.request(request, 'open')
    await passkeys.request(request, 'both')
    expect(asked.map(item => Object.keys(item.publicKey.extensions?.prf?.eval ?? {}))).toEqual([
      ['first'],
      ['first', 'second'],
    ])
  })

  test('an authenticator without PRF gives no key and no error', async () => {
    browserWith(() => credential(undefined))
    expect(await passkeys.request(request, 'both')).toMatchObject({
      ok: true,
      value: { prf: { app: null, vault: null } },
    })
  })
})

describe('what goes wrong', () => {
  test('a fast refusal is tried once more without PRF', async () => {
    const asked = browserWith(options => {
      if (options.publicKey.extensions?.prf !== undefined) throw named('UnknownError')
      return credential(undefined)
    })
    expect(await passkeys.create(creation)).toMatchObject({ ok: true })
    expect(asked).toHaveLength(2)
  })

  test('a slow refusal is a person’s, and asked for once', async () => {
    let now = 0
    const slow = createPasskeys({ now: () => (now += 5_000) })
    const asked = browserWith(() => {
      throw named('NotAllowedError')
    })
    expect(await slow.create(creation)).toEqual({ ok: false, error: { kind: 'cancelled' } })
    expect(asked).toHaveLength(1)
  })

  test.each([
    ['NotAllowedError', 'cancelled'],
    ['SecurityError', 'wrong-address'],
    ['NotSupportedError', 'unsupported'],
    ['OddError', 'failed'],
  ] as const)('%s is told as %s', async (name, kind) => {
    browserWith(() => {
      throw named(name)
    })
    expect(await passkeys.request(request, 'open')).toMatchObject({ ok: false, error: { kind } })
  })

  test('a browser without WebAuthn says so', async () => {
    vi.stubGlobal('PublicKeyCredential', undefined)
    expect(await passkeys.create(creation)).toEqual({ ok: false, error: { kind: 'unsupported' } })
  })
})
