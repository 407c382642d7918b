import type { CreateAnswer, CreateRequest, GetAnswer, GetRequest } from './software-passkey-store.ts'

type Reply<Value> = { value: Value } | { refusal: string }

type Bindings = {
  softwarePasskeyCreate: (request: CreateRequest) => Promise<Reply<CreateAnswer>>
  softwarePasskeyGet: (request: GetRequest) => Promise<Reply<GetAnswer>>
}

/** Runs in the page, as text: it may use nothing from outside itself. */
export function replaceCredentials(): void {
  if (globalThis.PublicKeyCredential === undefined) return
  const bindings = globalThis as unknown as Bindings

  const encode = (source: BufferSource): string => {
    const bytes = ArrayBuffer.isView(source)
      ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
      : new Uint8Array(source)
    const text = Array.from(bytes, byte => String.fromCharCode(byte)).join('')
    return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
  }
  const decode = (text: string): ArrayBuffer =>
    Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), character => character.charCodeAt(0)).buffer
  const encodePair = (values: AuthenticationExtensionsPRFValues) =>
    values.second === undefined
      ? { first: encode(values.first) }
      : { first: encode(values.first), second: encode(values.second) }
  const unwrap = <Value>(reply: Reply<Value>): Value => {
    if ('refusal' in reply) throw new DOMException('Refused by the software authenticator.', reply.refusal)
    return reply.value
  }
  const abortOf = (signal: AbortSignal | undefined): Promise<never> =>
    new Promise((_resolve, reject) => {
      const abort = () => reject(signal?.reason ?? new DOMException('Aborted.', 'AbortError'))
      if (signal?.aborted === true) abort()
      signal?.addEventListener('abort', abort)
    })

  const credentialOf = (
    id: string,
    response: object,
    jsonResponse: object,
    prf: { enabled?: boolean; results?: { first: string; second?: string } } | null,
  ): Credential => {
    const results = prf?.results
    const outputs = results && {
      first: decode(results.first),
      ...(results.second === undefined ? {} : { second: decode(results.second) }),
    }
    const enabled = prf?.enabled === undefined ? {} : { enabled: prf.enabled }
    const fields = {
      id,
      rawId: decode(id),
      type: 'public-key',
      authenticatorAttachment: 'platform',
      response,
      getClientExtensionResults: () =>
        prf === null ? {} : { prf: { ...enabled, ...(outputs && { results: outputs }) } },
      toJSON: () => ({
        id,
        rawId: id,
        type: 'public-key',
        authenticatorAttachment: 'platform',
        response: jsonResponse,
        clientExtensionResults: prf === null ? {} : { prf },
      }),
    }
    const credential: PublicKeyCredential = Object.create(PublicKeyCredential.prototype)
    for (const [name, value] of Object.entries(fields))
      Object.defineProperty(credential, name, { value, enumerable: true })
    return credential
  }

  const create = async (options: CredentialCreationOptions | undefined): Promise<Credential | null> => {
    const publicKey = options?.publicKey
    if (publicKey === undefined) throw new DOMException('Only passkeys.', 'NotSupportedError')
    const prf = publicKey.extensions?.prf
    const answer = unwrap(
      await bindings.softwarePasskeyCreate({
        origin: location.origin,
        rpId: publicKey.rp.id ?? location.hostname,
        challenge: encode(publicKey.challenge),
        userId: encode(publicKey.user.id),
        excluded: (publicKey.excludeCredentials ?? []).map(({ id }) => encode(id)),
        prf: prf === undefined ? null : prf.eval === undefined ? {} : encodePair(prf.eval),
      }),
    )
    const { clientDataJSON, attestationObject, authenticatorData, publicKey: spki } = answer
    const response = {
      clientDataJSON: decode(clientDataJSON),
      attestationObject: decode(attestationObject),
      getAuthenticatorData: () => decode(authenticatorData),
      getPublicKey: () => decode(spki),
      getPublicKeyAlgorithm: () => -7,
      getTransports: () => ['internal', 'hybrid'],
    }
    const json = {
      clientDataJSON,
      attestationObject,
      authenticatorData,
      publicKey: spki,
      publicKeyAlgorithm: -7,
      transports: ['internal', 'hybrid'],
    }
    return credentialOf(answer.id, response, json, answer.prf)
  }

  const get = async (options: CredentialRequestOptions | undefined): Promise<Credential | null> => {
    const publicKey = options?.publicKey
    if (publicKey === undefined) throw new DOMException('Only passkeys.', 'NotSupportedError')
    // Autofill waits until somebody picks a suggestion, which nobody does here.
    if (options?.mediation === 'conditional') return abortOf(options.signal)
    const prf = publicKey.extensions?.prf
    const byCredential = Object.entries(prf?.evalByCredential ?? {}).map(([id, values]) => [id, encodePair(values)])
    const answer = unwrap(
      await bindings.softwarePasskeyGet({
        origin: location.origin,
        rpId: publicKey.rpId ?? location.hostname,
        challenge: encode(publicKey.challenge),
        allowed: (publicKey.allowCredentials ?? []).map(({ id }) => encode(id)),
        prf:
          prf === undefined
            ? null
            : {
                ...(prf.eval === undefined ? {} : { eval: encodePair(prf.eval) }),
                byCredential: Object.fromEntries(byCredential),
              },
      }),
    )
    const { clientDataJSON, authenticatorData, signature, userHandle } = answer
    const response = {
      clientDataJSON: decode(clientDataJSON),
      authenticatorData: decode(authenticatorData),
      signature: decode(signature),
      userHandle: decode(userHandle),
    }
    return credentialOf(answer.id, response, { clientDataJSON, authenticatorData, signature, userHandle }, answer.prf)
  }

  CredentialsContainer.prototype.create = options => Promise.race([create(options), abortOf(options?.signal)])
  CredentialsContainer.prototype.get = options => Promise.race([get(options), abortOf(options?.signal)])
}
