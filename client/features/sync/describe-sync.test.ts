import { expect, test } from 'vitest'
import { DeviceId } from '#shared/protocol/ids.ts'
import type { SyncState } from '#client/core/api.ts'
import { adviseSync, describeSync } from './describe-sync.ts'

const device = DeviceId.parse('00000000-0000-4000-8000-000000000001')

const cases: readonly (readonly [SyncState, string])[] = [
  [{ kind: 'synced', at: 0 }, 'Synced'],
  [{ kind: 'syncing', done: 120, total: 3_400, direction: 'pull' }, 'Syncing 120 of 3,400'],
  [{ kind: 'offline', waiting: 4 }, 'Offline · 4 changes waiting'],
  [{ kind: 'offline', waiting: 1 }, 'Offline · 1 change waiting'],
  [{ kind: 'offline', waiting: 0 }, 'Offline'],
  [{ kind: 'unreachable', waiting: 2, retryAt: 18_000 }, 'Cannot reach the relay · retrying in 8 s'],
  [{ kind: 'unreachable', waiting: 2, retryAt: 9_000 }, 'Cannot reach the relay · retrying now'],
  [{ kind: 'update-needed', waiting: 0 }, 'Update needed'],
  [{ kind: 'stopped', waiting: 0, cause: { kind: 'revoked' } }, 'Sync stopped: this device was removed'],
  [{ kind: 'stopped', waiting: 0, cause: { kind: 'storage-full' } }, 'Sync stopped: no room on this device'],
]

test.each(cases)('the status bar says %j in words', (sync, said) => {
  expect(describeSync(sync, 10_000)).toBe(said)
})

test('every stop says what to do', () => {
  const causes = [
    { kind: 'revoked' },
    { kind: 'rolled-back', expected: 2, found: 1 },
    { kind: 'forked', device, sequence: 1 },
    { kind: 'withheld', device, sequence: 1 },
    { kind: 'bad-state' },
    { kind: 'refused', refusal: 'fork' },
    { kind: 'storage-full' },
  ] as const
  for (const cause of causes) expect(adviseSync({ kind: 'stopped', waiting: 1, cause })).not.toBe('')
})
