import type { SetAside, SyncStop } from '#client/core/api.ts'
import { plural } from './plural.ts'

const number = new Intl.NumberFormat('en')

/** The state of sync: a line for the status bar, and what to do about it. */
export const sync = {
  label: 'Sync',
  details: 'Sync details',
  synced: 'Synced',
  syncing: (done: number, total: number) => `Syncing ${number.format(done)} of ${number.format(total)}`,
  receiving: 'Receiving the studio',
  counts: (done: number, total: number) => `${number.format(done)} of ${number.format(total)}`,
  offline: (waiting: number) => (waiting === 0 ? 'Offline' : `Offline · ${plural(waiting, 'change')} waiting`),
  unreachable: (seconds: number) =>
    seconds <= 0 ? 'Cannot reach the relay · retrying now' : `Cannot reach the relay · retrying in ${seconds} s`,
  updateNeeded: 'Update needed',
  stopped: (cause: string) => `Sync stopped: ${cause}`,
  cause: {
    revoked: 'this device was removed',
    'rolled-back': 'the relay went back in time',
    forked: 'two histories of one device',
    withheld: 'the relay holds entries back',
    'bad-state': 'the studio’s state does not verify',
    refused: 'the relay refused a change',
    'storage-full': 'no room on this device',
  } satisfies Record<SyncStop['kind'], string>,
  advice: {
    synced: 'Everything on this device is on the relay too, and the other way round.',
    syncing: 'You can go on working meanwhile.',
    offline: 'You can go on working. Changes wait on this device, sealed, and go out by themselves.',
    unreachable: 'You can go on working. Changes wait on this device and go out as soon as the relay answers.',
    'update-needed': 'Another device wrote with a newer version of the app. Reload to update; nothing is lost.',
  },
  stopAdvice: {
    revoked: 'Somebody removed this device from the studio. What is here can be read until you forget this device.',
    'rolled-back':
      'The relay answers with an older state than this device has seen. It may have been restored from a backup. What is here is kept and was not overwritten. Ask whoever runs the relay.',
    forked:
      'The relay shows two different histories of one device. Nothing of it was taken. Ask whoever runs the relay, and compare devices in Settings.',
    withheld:
      'Another device knows of entries that the relay does not hand out. What is here is kept. Ask whoever runs the relay.',
    'bad-state':
      'The list of devices and keys that the relay hands out is not signed as it should be. It was not taken. Ask whoever runs the relay.',
    refused:
      'The relay does not take one of this device’s changes. The change is kept here. Update the app, then try again.',
    'storage-full': 'Free some space on this device, then sync again. What was saved before is safe.',
  } satisfies Record<SyncStop['kind'], string>,
  waiting: (waiting: number) =>
    waiting === 0 ? 'No change waits on this device.' : `${plural(waiting, 'change')} waiting on this device.`,
  lastSynced: (time: string) => `Last synced at ${time}.`,
  syncNow: 'Sync now',
  setAside: {
    title: 'Set aside',
    about: (count: number) =>
      `${plural(count, 'entry', 'entries')} came that could not be used. They are kept as they are; all else went on.`,
    entry: (entry: SetAside, device: string | null) =>
      [
        refusals[entry.refusal],
        device === null ? null : `from ${device}`,
        entry.sequence === null ? null : `number ${number.format(entry.sequence)}`,
      ]
        .filter(part => part !== null)
        .join(', '),
  },
  room: {
    low: 'Little room is left on this device. Free some space before writing fails.',
    full: 'A change could not be saved: this device has no room left. What was saved before is safe.',
  },
} as const

const refusals: Record<SetAside['refusal'], string> = {
  malformed: 'Unreadable',
  'unknown-version': 'Written by a newer version',
  'foreign-workspace': 'From another studio',
  'foreign-device': 'From a device that is not in this studio',
  'bad-signature': 'With a signature that does not hold',
  'broken-chain': 'Out of its order',
  fork: 'Against an entry of the same number',
  'too-large': 'Too large',
  'cannot-open': 'Sealed with a key that is not here',
  'cannot-apply': 'Does not fit the record',
}
