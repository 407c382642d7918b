import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { base64urlToBytes, bytesToBase64url, type Bytes } from '#shared/protocol/bytes.ts'
import { encodeEntry, encodeHeader, entryId, type EntryKind, type Lane } from '#shared/protocol/entry.ts'
import {
  randomBytesToId,
  type DeviceId,
  type MemberId,
  type MethodId,
  type StreamId,
  type WorkspaceId,
} from '#shared/protocol/ids.ts'
import { encodeState, stateHash, type WorkspaceState } from '#shared/protocol/state.ts'
import { randomFor } from './random-for.ts'

type Signer = { readonly publicKey: Bytes; sign(message: Uint8Array): Bytes }

export type TestDevice = Signer & {
  readonly id: DeviceId
  readonly tips: Record<Lane, { sequence: number; id: Bytes | null }>
}

type EntryOptions = {
  readonly lane?: Lane
  readonly body?: Bytes
  readonly workspace?: WorkspaceId
  readonly sequence?: number
  readonly previous?: Bytes | null
  readonly signer?: Signer
}

/** A studio's keys and signed states, made with Node's own crypto, as devices would make them. */
export function createTestStudio(seed = 'studio') {
  const random = randomFor(seed)
  const id = <Id extends string>(): Id => randomBytesToId<Id>(random(16))
  const identity = createSigner()
  const workspace = id<WorkspaceId>()
  const member = id<MemberId>()
  const recoveryMethod = id<MethodId>()
  const recoveryAuth = random(32)
  const device = createDevice(id<DeviceId>())
  const first: WorkspaceState = {
    version: 1,
    workspace,
    sequence: 1,
    previous: null,
    leastSuite: 1,
    epochs: [{ epoch: 1, appKeyId: random(16), vaultKeyId: random(16) }],
    members: [{ id: member, identityKey: identity.publicKey, receiveKey: random(32), vaultReceiveKey: random(32) }],
    devices: [toStateDevice(device, member)],
    methods: [
      { id: id<MethodId>(), member, kind: 'passkey', appKey: random(32), vaultKey: random(32), addedAt: 1 },
      { id: recoveryMethod, member, kind: 'recovery', appKey: random(32), vaultKey: random(32), addedAt: 1 },
    ],
    heads: [],
    inboxKey: random(32),
    signer: member,
    time: 1,
  }

  const keyring = bytesToBase64url(random(64))

  /** A state as it travels: signed bytes in base64url. */
  function signState(state: WorkspaceState, signer: Signer = identity) {
    const bytes = encodeState(state)
    return { state: bytesToBase64url(bytes), signature: bytesToBase64url(signer.sign(stateHash(bytes))) }
  }

  function next(state: WorkspaceState, change: Partial<WorkspaceState>): WorkspaceState {
    return { ...state, sequence: state.sequence + 1, previous: stateHash(encodeState(state)), ...change }
  }

  return {
    random,
    identity,
    workspace,
    member,
    device,
    first,
    recoveryMethod,
    recoveryAuth,
    newDevice: () => createDevice(id<DeviceId>()),
    newMethodId: () => id<MethodId>(),
    toStateDevice: (added: TestDevice) => toStateDevice(added, member),
    signState,
    next,
    keyring,

    setupComplete(change: Record<string, unknown> = {}) {
      return {
        workspace,
        member,
        device: device.id,
        ...signState(first),
        keyring,
        recovery: { method: recoveryMethod, authHash: sha256Text(recoveryAuth) },
        ...change,
      }
    },

    /** The next entry of that device's lane; its tip moves on. */
    write(author: TestDevice, options: EntryOptions = {}): Bytes {
      const lane = options.lane ?? 'data'
      const kind: EntryKind = lane === 'audit' ? 'audit' : 'change'
      const tip = author.tips[lane]
      const sequence = options.sequence ?? tip.sequence + 1
      const headerBytes = encodeHeader({
        version: 1,
        workspace: options.workspace ?? workspace,
        kind,
        stream: id<StreamId>(),
        device: author.id,
        lane,
        sequence,
        previous: options.previous === undefined ? tip.id : options.previous,
        frontier: [],
        epoch: 1,
        time: 1,
      })
      const body = options.body ?? random(64)
      const entry = entryId(headerBytes, body)
      author.tips[lane] = { sequence, id: entry }
      return encodeEntry({ headerBytes, body, signature: (options.signer ?? author).sign(entry) })
    },
  }
}

export type TestStudio = ReturnType<typeof createTestStudio>

export function sha256Text(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64url')
}

function createDevice(deviceId: DeviceId): TestDevice {
  return {
    id: deviceId,
    ...createSigner(),
    tips: { data: { sequence: 0, id: null }, audit: { sequence: 0, id: null } },
  }
}

function toStateDevice(device: TestDevice, member: MemberId): WorkspaceState['devices'][number] {
  return {
    id: device.id,
    member,
    signKey: device.publicKey,
    receiveKey: new Uint8Array(32).fill(7),
    addedAt: 1,
    revokedAt: null,
    lastData: null,
    lastAudit: null,
  }
}

function createSigner(): Signer {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  return { publicKey: rawPublicKey(publicKey), sign: message => new Uint8Array(sign(null, message, privateKey)) }
}

function rawPublicKey(key: KeyObject): Bytes {
  return base64urlToBytes(key.export({ format: 'jwk' }).x ?? '')
}
