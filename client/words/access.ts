import type { UnlockFailure, WireFailure } from '#client/core/api.ts'
import type { CeremonyFailure } from '#client/platform/passkeys.ts'

/** Set-up, unlocking, signing in, and the ceremonies. */
export const access = {
  setUp: {
    title: 'Set up a studio',
    about: 'Three steps, about two minutes. You need the token that the relay printed when it started.',
    token: 'Set-up token',
    tokenHelp: 'In the relay’s output, once. It founds one studio and is used up by it.',
    studioName: 'Studio name',
    memberName: 'Your name',
    memberEmail: 'Your email',
    namesHelp: 'Names stay on your devices, sealed. The relay does not learn them.',
    create: 'Create studio with a passkey',
    confirmTitle: 'Once more, to be sure',
    confirmText:
      'The passkey is made. Use it a second time, so that we know that it opens the studio and not only signs in.',
    confirm: 'Confirm the passkey',
    startOver: 'Use another passkey',
    passphraseTitle: 'This passkey signs in, and does not unlock',
    passphraseText: {
      'no-prf': 'It gives no key on this device. Choose a passphrase that opens the studio here.',
      'different-bytes':
        'It gave two different keys, so nothing is sealed with it. Choose a passphrase that opens the studio here.',
    },
    passphrase: 'Passphrase',
    passphraseHelp: 'At least 15 characters. Four or five words that have nothing to do with each other are best.',
    passphraseAgain: 'Passphrase again',
    passphraseDiffers: 'The two are not the same.',
    passphraseShort: 'At least 15 characters.',
    passphraseWeak: 'This would be guessed too soon. Make it longer, or less like a phrase people know.',
    strength: ['very weak', 'weak', 'fair', 'good', 'strong'],
    strengthIs: (strength: string) => `Strength: ${strength}`,
    usePassphrase: 'Use this passphrase',
    kitTitle: 'Your recovery kit',
    kitText:
      'When every passkey is lost, this code and nothing else opens the studio. Print it, or write it down, and keep it where you keep contracts. It is shown once.',
    kitWarning: 'Not in a password manager that the lost passkey opens, and not as a photo.',
    print: 'Print the kit',
    download: 'Download',
    copy: 'Copy',
    copied: 'Copied. Paste it where it is safe, and clear it from there later.',
    copyFailed: 'The browser did not let us copy. Select the code and copy it by hand.',
    check: 'Recovery check',
    checkHelp: 'Type the code back. Lower case is fine, spaces and dashes do not matter.',
    checkWrong: 'That is not the code. Look at each group of six again.',
    open: 'Open studio',
    haveStudio: 'Sign in to a studio that exists',
  },
  kit: {
    title: 'Recovery kit',
    code: 'Recovery code',
    relay: 'Relay',
    studio: 'Studio',
    workspace: 'Studio id',
    member: 'Member',
    identity: 'Identity',
    identityHelp: 'The same eight words must show when this kit is used. If they differ, stop.',
    state: 'State',
    date: 'Made on',
    how: 'How to use it',
    steps: (relay: string) => [
      `Open ${relay} in a browser.`,
      'Choose “Use recovery kit”.',
      'Type the code above. Lower case is fine.',
      'Add a passkey on the new device, and renew this kit: it has been used.',
    ],
    qr: 'The recovery code as a QR code',
    fileName: 'wavelaunch-recovery-kit.txt',
    keep: 'Whoever holds this page can open the studio. Keep it apart from your devices.',
  },
  unlock: {
    title: 'Unlock',
    about: 'The studio is sealed on this device. It opens without a network.',
    passkey: 'Unlock with a passkey',
    useKit: 'Use recovery kit',
    usePassphrase: 'Use passphrase',
    code: 'Recovery code',
    codeHelp: 'Six groups of six characters.',
    submit: 'Unlock',
    passphrase: 'Passphrase',
  },
  signIn: {
    title: 'Sign in to your studio',
    about:
      'Use the passkey or the recovery kit of a studio that exists. Its data comes over sealed and is opened here.',
    passkey: 'Sign in with a passkey',
    useKit: 'Use recovery kit',
    setUp: 'Set up a studio',
  },
  verify: {
    title: 'Verify it’s you',
    about: 'Changes to devices and to ways in need a fresh check.',
    passkey: 'Verify with a passkey',
    useKit: 'Use recovery kit',
    submit: 'Verify',
  },
  cancelled: 'The passkey was not used. Nothing was changed. Try again when you are ready.',
  ceremony: ceremonyWords,
  failed: unlockWords,
  wire: wireWords,
} as const

function ceremonyWords(failure: CeremonyFailure): string {
  switch (failure.kind) {
    case 'cancelled':
      return access.cancelled
    case 'unsupported':
      return 'This browser has no passkeys. Use another browser, or another way in.'
    case 'already-there':
      return 'This device has a passkey for the studio already. Use that one.'
    case 'wrong-address':
      return 'Passkeys do not work at this address. Open the studio by its name, such as https://studio.example or http://localhost.'
    case 'failed':
      return `The passkey did not work (${failure.name}). Nothing was changed. Try again, or use another way in.`
  }
}

function unlockWords(failure: UnlockFailure): string {
  switch (failure.kind) {
    case 'wrong-passphrase':
      return 'That passphrase opens nothing here. Check upper and lower case.'
    case 'wrong-recovery-code':
      return codeWords[failure.problem]
    case 'ceremony-failed':
      return 'The passkey’s answer did not verify. Nothing was changed. Try again, or use another way in.'
    case 'different-key':
      return 'This device gave a different key; nothing was changed. Use another way in.'
    case 'no-key':
      return 'This passkey signs in but gives no key on this device. Use another way in.'
    case 'damaged':
      return `A part of what this device holds is damaged (${failure.what}). Nothing was changed. Use another way in, or sign in on a fresh device.`
    case 'no-such-method':
      return 'This way in is not one of this studio’s. It may have been removed. Use another one.'
  }
}

const codeWords = {
  'wrong-length': 'A recovery code has 36 characters. Look for a group that is missing or doubled.',
  'bad-character': 'There is a character in it that recovery codes do not have. The letter U, for one, never occurs.',
  'bad-check': 'A character is wrong, or two are swapped. Look at each group again.',
  'opens-nothing': 'This code is well formed and opens nothing here. It may be of an older kit, or of another studio.',
} as const

function wireWords(failure: WireFailure): string {
  if (failure.kind === 'unreachable') return 'The relay cannot be reached. Nothing is lost: try again when it answers.'
  switch (failure.code) {
    case 'wrong-setup-token':
      return 'That is not the token, or it has been used. A relay that is started anew without a studio prints a new one.'
    case 'already-founded':
      return 'This relay has its studio already. Sign in to it instead.'
    case 'not-founded':
      return 'This relay has no studio yet. Set one up.'
    case 'rate-limited':
      return 'Too many tries. Wait a minute, then try again.'
    case 'challenge-expired':
      return 'That took too long. Try again.'
    case 'ceremony-failed':
      return 'The relay did not accept the passkey. Try again, or use another way in.'
    case 'wrong-recovery-code':
      return 'This code is not that of the studio on this relay. It may be of an older kit.'
    case 'device-revoked':
      return 'This device was removed from the studio.'
    case 'forbidden-origin':
    case 'forbidden-address':
      return 'The relay does not take requests from this address.'
    case 'storage-full':
      return 'The relay has no room left. Ask whoever runs it.'
    case 'step-up-needed':
      return 'A fresh check is needed. Verify once more.'
    case 'last-method':
      return 'This is one of the last two ways in. Add another one first.'
    default:
      return `The relay refused (${failure.code}). Nothing is lost: try again, and if it stays so, ask whoever runs it.`
  }
}
