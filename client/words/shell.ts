import type { LockReason, Notice, StartFailure } from '#client/core/api.ts'

/** The frame around the screens. */
export const shell = {
  product: 'Wavelaunch Studio OS',
  short: 'Wavelaunch',
  title: (page: string) => `${page} · Wavelaunch`,
  skip: 'Skip to content',
  main: 'Main',
  nav: { today: 'Today', creators: 'Creators', board: 'Board', audit: 'Audit', settings: 'Settings' },
  lock: 'Lock',
  search: 'Search or run a command',
  palette: {
    title: 'Command palette',
    input: 'Search or run',
    hint: 'A creator, a screen or a command',
    screens: 'Go to',
    commands: 'Run',
    creators: 'Creators',
    none: 'Nothing matches. Try a brand, a name or a screen.',
    newCreator: 'New creator',
    import: 'Import creators',
    lock: 'Lock the studio',
    theme: { light: 'Light theme', dark: 'Dark theme', system: 'Theme of the system' },
    shortcuts: 'Keyboard shortcuts',
    syncNow: 'Sync now',
    undo: (label: string) => `Undo: ${label}`,
    redo: (label: string) => `Redo: ${label}`,
  },
  shortcuts: {
    title: 'Keyboard shortcuts',
    groups: { anywhere: 'Anywhere', lists: 'In lists' },
    palette: 'Search or run',
    help: 'These shortcuts',
    undo: 'Undo',
    redo: 'Redo',
    go: (screen: string) => `Go to ${screen}`,
    search: 'Search in the list',
    create: 'New creator',
    next: 'Next row',
    previous: 'Previous row',
    select: 'Select the row',
    open: 'Open the row',
    edit: 'Edit',
    stage: 'Change the stage',
  },
  update: { ready: 'A new version is ready', reload: 'Reload' },
  starting: 'Starting',
  failure: {
    'no-indexeddb': {
      title: 'This browser keeps nothing here',
      text: 'The studio lives on your device, and this window may not store anything. A private window or a blocked site setting does that. Open it in an ordinary window.',
    },
    'storage-refused': {
      title: 'This device refused to store the studio',
      text: 'The disk may be full, or the browser blocks storage for this site. Nothing that was saved before was touched. Free some space or allow storage, then reload.',
    },
    'newer-data': {
      title: 'This device holds newer data',
      text: 'It was written by a newer version of the app than the one that is open. Nothing was changed. Reload to get the new version.',
    },
    'no-webcrypto': {
      title: 'This address cannot keep secrets',
      text: 'Browsers offer encryption only over https or on localhost. Open the studio at its https address.',
    },
  } satisfies Record<StartFailure, { title: string; text: string }>,
  reload: 'Reload',
  elsewhere: {
    title: 'Open in another tab',
    text: 'In this browser the studio can be open in one tab at a time.',
    use: 'Use here',
  },
  broken: {
    title: 'The studio could not start',
    text: 'A part of the app did not load. What you saved is safe on this device. Reload; if that does not help, check the connection once.',
  },
  crashed: {
    title: 'This screen stopped working',
    text: 'Everything that was saved is safe. Reload the page to go on.',
    details: 'What went wrong',
  },
  notFound: { title: 'Nothing is here', text: 'This address leads nowhere.', home: 'Go to Today' },
  lockReason: {
    'by-hand': 'You locked the studio.',
    idle: 'Locked after a while without use.',
    hidden: 'Locked after a while in the background.',
    'too-long': 'Locked: it had been open for twelve hours.',
    'last-tab': 'Locked when its last tab was closed.',
    revoked: 'This device was removed from the studio.',
  } satisfies Record<LockReason, string>,
  notice: noticeWords,
  dismiss: 'Dismiss',
} as const

const dateTime = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' })

function noticeWords(notice: Notice, deviceName: string | null): { readonly title: string; readonly text: string } {
  const device = deviceName ?? 'A device'
  switch (notice.kind) {
    case 'recovery-kit-used':
      return {
        title: 'The recovery kit was used',
        text: `On ${dateTime.format(notice.at)} somebody signed in with it. If that was not you, renew the kit and remove the device in Settings.`,
      }
    case 'device-added':
      return {
        title: 'A device was added',
        text: `${device} can now open this studio. If that was not you, remove it in Settings.`,
      }
    case 'device-revoked':
      return { title: 'A device was removed', text: `${device} can no longer open what is new in this studio.` }
    case 'clock-wrong':
      return {
        title: 'This device’s clock is off',
        text: `It differs from the relay’s by ${Math.round(Math.abs(notice.offMs) / 60_000)} minutes. Times of changes made here will be off by as much.`,
      }
  }
}
