import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { encodeState } from '#shared/protocol/state.ts'
import type { Bytes } from '#shared/protocol/bytes.ts'
import { randomBytesToId, type DeviceId } from '#shared/protocol/ids.ts'
import { createTestStudio } from '../testing/test-studio.ts'
import { insertCredential, listCredentials, readCredential, type StoredCredential } from './credential-store.ts'
import {
  appendEntries,
  lockWorkspace,
  readEntries,
  readLaneTip,
  readPositions,
  type StoredEntry,
} from './entry-store.ts'
import {
  bindSessionToDevice,
  deleteExpired,
  endSessionFamily,
  insertChallenge,
  insertPreSession,
  insertSession,
  readPreSession,
  readSession,
  revokeSessionsOfDevices,
  takeChallenge,
  type StoredSession,
} from './session-store.ts'
import type { Storage } from './storage.ts'
import {
  foundedWorkspace,
  insertMember,
  insertWorkspace,
  listDeviceActivity,
  listRecovery,
  noteDeviceActivity,
  readPosition,
  readState,
  replaceRecovery,
  replaceState,
  takeFounding,
} from './workspace-store.ts'

/** What the relay needs of any database. Each dialect runs it against a fresh, migrated one. */
export function describeStorage(name: string, open: () => Promise<Storage>): void {
  describe(`storage in ${name}`, () => {
    const studio = createTestStudio('storage')
    const { workspace, member, device } = studio
    const stateBytes = encodeState(studio.first)
    let storage: Storage

    beforeEach(async () => {
      storage = await open()
      await insertWorkspace(storage.db, workspace, { sequence: 1, bytes: stateBytes, signature: bytes(64, 1) }, 1)
      await insertMember(storage.db, { workspace, id: member, userHandle: bytes(32, 2), keyring: bytes(9, 3) })
    })
    afterEach(() => storage.close())

    test('[R3] the founding slot is taken once', async () => {
      expect(await foundedWorkspace(storage.db)).toBeNull()
      expect(await takeFounding(storage.db, workspace)).toBe(true)
      expect(await takeFounding(storage.db, createTestStudio('late').workspace)).toBe(false)
      expect(await foundedWorkspace(storage.db)).toBe(workspace)
    })

    test('[R19] a state is replaced by the one after it only, and comes back byte for byte', async () => {
      const next = { sequence: 2, bytes: bytes(40, 4), signature: bytes(64, 5) }
      expect(await replaceState(storage.db, workspace, { ...next, sequence: 3 })).toBe(false)
      expect(await replaceState(storage.db, workspace, next)).toBe(true)
      expect(await replaceState(storage.db, workspace, next)).toBe(false)
      expect(await readState(storage.db, workspace)).toEqual(next)
      expect(await readPosition(storage.db, workspace)).toEqual({ head: 0, stateSequence: 2 })
    })

    test('[R22] a transaction that fails leaves nothing behind', async () => {
      const failing = storage.db.transaction().execute(async db => {
        await appendEntries(db, workspace, [entry(1)])
        throw new Error('pulled the plug')
      })
      await expect(failing).rejects.toThrow('pulled the plug')
      expect(await readPosition(storage.db, workspace)).toMatchObject({ head: 0 })
      expect(await readLaneTip(storage.db, lane)).toBeNull()
    })

    test('[R22] a lane never holds one position twice', async () => {
      await appendEntries(storage.db, workspace, [entry(1)])
      await expect(appendEntries(storage.db, workspace, [{ ...entry(1), relaySequence: 2 }])).rejects.toThrow()
    })

    test('[R28] entries come back in order, by cursor, within number and bytes', async () => {
      const entries = Array.from({ length: 120 }, (_, i) => entry(i + 1))
      await storage.db.transaction().execute(async db => {
        expect(await lockWorkspace(db, workspace)).toEqual({ head: 0, stateSequence: 1 })
        await appendEntries(db, workspace, entries)
      })
      const read = async (after: number, limit: number, maxBytes: number) =>
        (await readEntries(storage.db, workspace, { after, limit, maxBytes, overheadBytes: 10 })).map(
          e => e.relaySequence,
        )
      expect(await read(0, 1_000, 1_000_000)).toEqual(entries.map(e => e.relaySequence))
      expect(await read(117, 1_000, 1_000_000)).toEqual([118, 119, 120])
      expect(await read(5, 2, 1_000_000)).toEqual([6, 7])
      expect(await read(0, 1_000, 4 * 110)).toEqual([1, 2, 3, 4])
      expect(await read(120, 10, 1_000)).toEqual([])
      const [first] = await readEntries(storage.db, workspace, {
        after: 0,
        limit: 1,
        maxBytes: 1_000,
        overheadBytes: 10,
      })
      expect(first).toEqual({ relaySequence: 1, receivedAt: 7, ip: '192.0.2.1', bytes: bytes(100, 1) })
      expect(await readLaneTip(storage.db, lane)).toEqual({ sequence: 120, id: bytes(32, 120) })
      const positions = await readPositions(storage.db, lane, [3, 500, 1])
      expect(positions.map(position => position.sequence).sort((a, b) => a - b)).toEqual([1, 3])
    })

    test('[R7] a challenge is taken once, by its owner and for its purpose', async () => {
      const challenge = { challenge: 'abc', kind: 'signin', owner: 'me' } as const
      await insertChallenge(storage.db, { ...challenge, expiresAt: 5 })
      expect(await takeChallenge(storage.db, { ...challenge, owner: 'you' })).toBeNull()
      expect(await takeChallenge(storage.db, { ...challenge, kind: 'stepup' })).toBeNull()
      expect(await takeChallenge(storage.db, challenge)).toBe(5)
      expect(await takeChallenge(storage.db, challenge)).toBeNull()
    })

    test('[R13] sessions end by family and by device', async () => {
      await insertSession(storage.db, session('a', 'one'))
      await insertSession(storage.db, session('b', 'two'))
      await bindSessionToDevice(storage.db, 'one', device.id)
      await endSessionFamily(storage.db, 'two')
      await revokeSessionsOfDevices(storage.db, workspace, [device.id, randomBytesToId<DeviceId>(bytes(16, 9))])
      await revokeSessionsOfDevices(storage.db, workspace, [])
      expect((await readSession(storage.db, 'a'))?.ended).toBe('revoked')
      expect((await readSession(storage.db, 'b'))?.ended).toBe('signed-out')
    })

    test('what has run out is cleaned up, and nothing else', async () => {
      await insertSession(storage.db, { ...session('old', 'x'), expiresAt: 10 })
      await insertSession(storage.db, { ...session('new', 'x'), expiresAt: 11 })
      const pre = { tokenHash: 'pre', maySetUp: true, userHandle: bytes(32, 6), passkey: null, expiresAt: 11 }
      await insertPreSession(storage.db, pre)
      await deleteExpired(storage.db, 10)
      expect(await readSession(storage.db, 'old')).toBeNull()
      expect(await readSession(storage.db, 'new')).not.toBeNull()
      expect(await readPreSession(storage.db, 'pre')).toEqual(pre)
    })

    test('credentials, recovery and activity read back as written', async () => {
      const credential: StoredCredential = {
        id: 'cred',
        workspace,
        member,
        publicKey: bytes(77, 7),
        counter: 0,
        deviceType: 'multiDevice',
        backedUp: true,
        transports: ['internal'],
        createdAt: 1,
        lastUsedAt: null,
      }
      expect(await insertCredential(storage.db, credential)).toBe(true)
      expect(await insertCredential(storage.db, credential)).toBe(false)
      expect(await readCredential(storage.db, 'cred')).toEqual(credential)
      expect(await listCredentials(storage.db, workspace, member)).toEqual([credential])
      for (const fill of [1, 2]) {
        await replaceRecovery(storage.db, {
          workspace,
          member,
          method: studio.recoveryMethod,
          authHash: bytes(32, fill),
        })
      }
      expect(await listRecovery(storage.db)).toEqual([{ workspace, member, authHash: bytes(32, 2) }])
      for (const at of [1, 2]) await noteDeviceActivity(storage.db, { workspace, device: device.id, at, ip: null })
      expect(await listDeviceActivity(storage.db, workspace)).toEqual([
        { device: device.id, last_seen_at: 2, last_ip: null },
      ])
    })

    const lane = { workspace, device: device.id, lane: 'data' } as const

    function entry(number: number): StoredEntry {
      return {
        relaySequence: number,
        receivedAt: 7,
        ip: '192.0.2.1',
        bytes: bytes(100, number),
        device: device.id,
        lane: 'data',
        sequence: number,
        id: bytes(32, number),
      }
    }

    function session(tokenHash: string, family: string): StoredSession {
      const times = { createdAt: 1, lastSeenAt: 1, expiresAt: 99, steppedUpAt: null }
      return { tokenHash, family, workspace, member, device: null, credentialId: null, ...times, ended: null }
    }
  })
}

function bytes(length: number, fill: number): Bytes {
  return new Uint8Array(length).fill(fill)
}
