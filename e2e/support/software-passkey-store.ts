import { createHash, createHmac, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'
import { encode } from 'cborg'

/** What goes wrong on purpose. Change it between ceremonies. */
export type PasskeyBehaviour = {
  /** `at-assertion`: creation only says `enabled`, as many security keys do. `none`: the extension is ignored. */
  prf: 'full' | 'at-assertion' | 'none'
  /** The ceremony (1 is the first that gives bytes) from which a passkey's PRF output is not what it was before. */
  wrongPrfFrom: number | undefined
  /** Creation fails at once when PRF is asked for, as some providers do. */
  refusesPrfAtCreation: boolean
  /** The UV flag of what it signs. */
  userVerified: boolean
  /** The person closes the dialog. */
  cancels: boolean
  /** BE and BS: a passkey that its provider syncs. */
  synced: boolean
}

const usual: PasskeyBehaviour = {
  prf: 'full',
  wrongPrfFrom: undefined,
  refusesPrfAtCreation: false,
  userVerified: true,
  cancels: false,
  synced: true,
}

/** The name of the DOMException that the page shall see. */
export class PasskeyRefusal extends Error {
  override name = 'PasskeyRefusal'
  readonly domName: string
  constructor(domName: string) {
    super(domName)
    this.domName = domName
  }
}

type Passkey = {
  id: Buffer
  rpId: string
  userHandle: Buffer
  privateKey: KeyObject
  cosePublicKey: Uint8Array
  spki: Buffer
  prfSecret: Buffer
  prfCeremonies: number
}

type PrfInputs = { first: string; second?: string | undefined }
type PrfOutputs = { first: string; second?: string }

export type CreateRequest = {
  origin: string
  rpId: string
  challenge: string
  userId: string
  excluded: string[]
  prf: { first?: string | undefined; second?: string | undefined } | null
}

export type GetRequest = {
  origin: string
  rpId: string
  challenge: string
  allowed: string[]
  prf: { eval?: PrfInputs | undefined; byCredential: Record<string, PrfInputs> } | null
}

/** Bytes are base64url. */
export type CreateAnswer = {
  id: string
  clientDataJSON: string
  attestationObject: string
  authenticatorData: string
  publicKey: string
  prf: { enabled: boolean; results?: PrfOutputs } | null
}

export type GetAnswer = {
  id: string
  clientDataJSON: string
  authenticatorData: string
  signature: string
  userHandle: string
  prf: { results?: PrfOutputs } | null
}

export type PasskeyStore = {
  behaviour: PasskeyBehaviour
  create: (request: CreateRequest) => CreateAnswer
  get: (request: GetRequest) => GetAnswer
  ids: () => string[]
  /** Every PRF output it ever gave: keys, which must stay on their device. */
  prfOutputs: () => Buffer[]
  /** As a person deletes a passkey in the settings of their provider. */
  remove: (id: string) => void
}

export function createPasskeyStore(behaviour: Partial<PasskeyBehaviour> = {}): PasskeyStore {
  const passkeys = new Map<string, Passkey>()
  const given: Buffer[] = []
  const remember = <Answer extends CreateAnswer | GetAnswer>(answer: Answer): Answer => {
    const { first, second } = answer.prf?.results ?? {}
    for (const output of [first, second]) if (output !== undefined) given.push(Buffer.from(output, 'base64url'))
    return answer
  }
  const store: PasskeyStore = {
    behaviour: { ...usual, ...behaviour },
    create: request => remember(create(passkeys, store.behaviour, request)),
    get: request => remember(get(passkeys, store.behaviour, request)),
    ids: () => [...passkeys.keys()],
    prfOutputs: () => given,
    remove: id => {
      passkeys.delete(id)
    },
  }
  return store
}

function create(passkeys: Map<string, Passkey>, behaviour: PasskeyBehaviour, request: CreateRequest): CreateAnswer {
  if (behaviour.cancels) throw new PasskeyRefusal('NotAllowedError')
  if (request.excluded.some(id => passkeys.has(id))) throw new PasskeyRefusal('InvalidStateError')
  if (request.prf !== null && behaviour.refusesPrfAtCreation) throw new PasskeyRefusal('UnknownError')
  const passkey = generatePasskey(request)
  const id = passkey.id.toString('base64url')
  passkeys.set(id, passkey)
  const data = authenticatorData(passkey, behaviour, true)
  return {
    id,
    clientDataJSON: clientData('webauthn.create', request).toString('base64url'),
    attestationObject: toBase64url(encode({ fmt: 'none', attStmt: {}, authData: data })),
    authenticatorData: data.toString('base64url'),
    publicKey: passkey.spki.toString('base64url'),
    prf: prfAtCreation(passkey, behaviour, request.prf),
  }
}

function get(passkeys: Map<string, Passkey>, behaviour: PasskeyBehaviour, request: GetRequest): GetAnswer {
  if (behaviour.cancels) throw new PasskeyRefusal('NotAllowedError')
  const passkey = [...passkeys].find(
    ([id, candidate]) =>
      candidate.rpId === request.rpId && (request.allowed.length === 0 || request.allowed.includes(id)),
  )?.[1]
  if (passkey === undefined) throw new PasskeyRefusal('NotAllowedError')
  const id = passkey.id.toString('base64url')
  const data = authenticatorData(passkey, behaviour, false)
  const client = clientData('webauthn.get', request)
  // WebAuthn L3 §6.3.3 step 11: the signature is over authenticatorData ‖ SHA-256(clientDataJSON).
  const signature = sign('sha256', Buffer.concat([data, sha256(client)]), passkey.privateKey)
  // WebAuthn L3 §10.1.4: an entry for the credential comes before `eval`.
  const inputs = request.prf?.byCredential[id] ?? request.prf?.eval
  return {
    id,
    clientDataJSON: client.toString('base64url'),
    authenticatorData: data.toString('base64url'),
    signature: signature.toString('base64url'),
    userHandle: passkey.userHandle.toString('base64url'),
    prf: prfAtAssertion(passkey, behaviour, request.prf !== null, inputs),
  }
}

function generatePasskey(request: CreateRequest): Passkey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const jwk = publicKey.export({ format: 'jwk' })
  return {
    id: randomBytes(20),
    rpId: request.rpId,
    userHandle: Buffer.from(request.userId, 'base64url'),
    privateKey,
    cosePublicKey: coseKey(Buffer.from(jwk.x ?? '', 'base64url'), Buffer.from(jwk.y ?? '', 'base64url')),
    spki: publicKey.export({ format: 'der', type: 'spki' }),
    prfSecret: randomBytes(32),
    prfCeremonies: 0,
  }
}

/** RFC 9053 §7.1.1 with the algorithm ES256: kty 2, alg -7, crv 1, x, y. */
function coseKey(x: Buffer, y: Buffer): Uint8Array {
  const fields: [number, number | Buffer][] = [
    [1, 2],
    [3, -7],
    [-1, 1],
    [-2, x],
    [-3, y],
  ]
  return encode(new Map(fields))
}

/** WebAuthn L3 §6.1. The counter stays 0, as that of every synced passkey does. */
function authenticatorData(passkey: Passkey, behaviour: PasskeyBehaviour, isCreation: boolean): Buffer {
  const userPresent = 0x01
  const userVerified = behaviour.userVerified ? 0x04 : 0
  const backup = behaviour.synced ? 0x08 | 0x10 : 0
  const attested = isCreation ? 0x40 : 0
  const head = Buffer.concat([
    sha256(Buffer.from(passkey.rpId)),
    Buffer.from([userPresent | userVerified | backup | attested]),
    Buffer.alloc(4),
  ])
  if (!isCreation) return head
  const aaguid = Buffer.alloc(16)
  const idLength = Buffer.from([passkey.id.length >> 8, passkey.id.length & 0xff])
  return Buffer.concat([head, aaguid, idLength, passkey.id, passkey.cosePublicKey])
}

function clientData(type: string, request: { challenge: string; origin: string }): Buffer {
  const { challenge, origin } = request
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }))
}

function prfAtCreation(
  passkey: Passkey,
  behaviour: PasskeyBehaviour,
  asked: CreateRequest['prf'],
): CreateAnswer['prf'] {
  if (asked === null || behaviour.prf === 'none') return null
  if (behaviour.prf === 'at-assertion' || asked.first === undefined) return { enabled: true }
  return { enabled: true, results: evaluate(passkey, behaviour, { first: asked.first, second: asked.second }) }
}

function prfAtAssertion(
  passkey: Passkey,
  behaviour: PasskeyBehaviour,
  isAsked: boolean,
  inputs: PrfInputs | undefined,
): GetAnswer['prf'] {
  if (!isAsked || behaviour.prf === 'none') return null
  return inputs === undefined ? {} : { results: evaluate(passkey, behaviour, inputs) }
}

function evaluate(passkey: Passkey, behaviour: PasskeyBehaviour, inputs: PrfInputs): PrfOutputs {
  passkey.prfCeremonies += 1
  const isWrong = behaviour.wrongPrfFrom !== undefined && passkey.prfCeremonies >= behaviour.wrongPrfFrom
  const secret = isWrong ? sha256(passkey.prfSecret) : passkey.prfSecret
  const first = evaluateOne(secret, inputs.first)
  return inputs.second === undefined ? { first } : { first, second: evaluateOne(secret, inputs.second) }
}

/** WebAuthn L3 §10.1.4: the salt is SHA-256("WebAuthn PRF" ‖ 0x00 ‖ input); CTAP 2.1 §12.5: output = HMAC-SHA-256. */
function evaluateOne(secret: Buffer, input: string): string {
  const salt = sha256(Buffer.concat([Buffer.from('WebAuthn PRF\0'), Buffer.from(input, 'base64url')]))
  return createHmac('sha256', secret).update(salt).digest('base64url')
}

function sha256(data: Uint8Array): Buffer {
  return createHash('sha256').update(data).digest()
}

function toBase64url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url')
}
