import type { MethodFailure } from '#client/core/api.ts'
import { access } from './access.ts'
import { plural } from './plural.ts'

export const settings = {
  title: 'Settings',
  save: 'Save',
  saved: 'Saved',
  cancel: 'Cancel',
  never: 'never',
  studio: {
    title: 'Studio',
    name: 'Studio name',
    zone: 'Time zone',
    zoneHelp: 'Decides when a day begins: for follow-ups, and for how long nothing has happened.',
  },
  devices: {
    title: 'Devices',
    about: 'Every browser that has opened this studio. A removed one keeps what it had and gets nothing new.',
    this: 'This device',
    revoked: (day: string) => `Removed ${day}`,
    added: (day: string) => `Added ${day}`,
    seen: (when: string) => `Last seen ${when}`,
    from: (address: string) => `from ${address}`,
    rename: 'Rename',
    renameTitle: 'Rename this device',
    name: 'Device name',
    revoke: 'Remove',
    revokeNamed: (name: string) => `Remove ${name}`,
    renameNamed: (name: string) => `Rename ${name}`,
    revokeTitle: (name: string) => `Remove ${name}?`,
    revokeText:
      'It can no longer sync, from now on. It keeps what it already has; change the passwords it could see where that matters.',
    revokedDone: 'Device removed',
    unnamed: 'Unnamed device',
  },
  methods: {
    title: 'Passkeys and recovery',
    about: 'Ways to open the studio. At least two of two kinds stay, always.',
    passkey: 'Passkey',
    synced: 'Synced by its provider',
    bound: 'Stays on one device',
    unlocks: 'Unlocks',
    signsIn: 'Signs in only',
    added: (day: string) => `added ${day}`,
    used: (when: string) => `last used ${when}`,
    addPasskey: 'Add a passkey',
    addTitle: 'Add a passkey',
    addText: 'Two steps: make it, then use it once, so that we know what it opens.',
    make: 'Make the passkey',
    confirm: 'Confirm the passkey',
    addedUnlocks: 'Passkey added. It unlocks the studio.',
    addedSignsIn: 'Passkey added. It signs in; on this device it gives no key, so it does not unlock.',
    remove: 'Remove',
    removeTitle: 'Remove this passkey?',
    removeText:
      'It will no longer open the studio on any device. Delete it from your password manager as well, if it stays there.',
    removed: 'Passkey removed',
    kit: 'Recovery kit',
    kitText: 'The code that opens the studio when every passkey is lost.',
    kitRenew: 'Renew the kit',
    kitRenewTitle: 'New recovery kit',
    kitRenewText: 'The old code stops working once you have typed the new one back.',
    kitRenewed: 'The recovery kit was renewed. Destroy the old one.',
    kitConfirm: 'Put the new kit in place',
    passphrase: 'Passphrase',
    passphraseText: 'Opens the studio on this device only. It is kept nowhere else.',
    passphraseNone: 'None on this device.',
    passphraseSet: 'Set a passphrase',
    passphraseChange: 'Change it',
    passphraseRemove: 'Remove it',
    passphraseRemoveTitle: 'Remove the passphrase?',
    passphraseRemoveText: 'This device will open by passkey or recovery kit only.',
    passphraseSaved: 'The passphrase is set on this device.',
    passphraseRemoved: 'The passphrase was removed from this device.',
    failed: methodFailureWords,
    transports: { internal: 'built in', hybrid: 'a phone nearby', usb: 'USB', nfc: 'NFC', ble: 'Bluetooth' },
  },
  storage: {
    title: 'Storage and sync',
    kept: 'Kept on this device until you remove it.',
    notKept: 'The browser may remove it when it runs short of room. What was synced can come back.',
    unknownKept: 'This browser does not say how long it keeps the data.',
    ask: 'Ask the browser to keep it',
    asked: 'The browser will keep it.',
    refused: 'The browser did not agree. Installing the app or using it for a while often helps.',
    usage: (used: string, quota: string) => `${used} used of ${quota} that the browser offers.`,
    syncNow: 'Sync now',
    forget: 'Forget this device',
    forgetText:
      'Removes the studio and its keys from this browser. The studio stays on the relay and your other devices.',
    forgetTitle: 'Forget this device?',
    forgetConfirm: 'Forget this device',
    unsyncedTitle: 'Changes would be lost',
    unsynced: (waiting: number) =>
      `${plural(waiting, 'change')} made here ${waiting === 1 ? 'has' : 'have'} not reached the relay. Sync first, or lose them for good.`,
    unsyncedConfirm: 'Lose them and forget',
  },
  appearance: {
    title: 'Appearance',
    theme: 'Theme',
    light: 'Light',
    dark: 'Dark',
    system: 'System',
  },
  lock: {
    title: 'Lock',
    idle: 'Lock after',
    minutes: (minutes: number) => plural(minutes, 'minute'),
    help: 'Without use. Whatever is set, the studio locks after twelve hours, and secrets after two minutes.',
  },
  about: {
    title: 'About',
    version: 'Version',
    identity: 'Studio id',
    install: 'Install the app',
    installText: 'It gets a window and an icon of its own, and opens without a network.',
  },
} as const

function methodFailureWords(failure: MethodFailure): string {
  switch (failure.kind) {
    case 'unreachable':
    case 'refused':
      return access.wire(failure)
    case 'verify-first':
      return 'A fresh check is needed. Verify, then try again.'
    case 'last-method':
      return 'This is one of the last two ways in. Add another one first.'
    case 'too-short':
      return 'At least 15 characters.'
    case 'wrong-recovery-code':
      return 'That is not the code. Look at each group of six again.'
    case 'no-such-method':
      return 'It is gone already.'
  }
}
