import { plural } from './plural.ts'

const count = new Intl.NumberFormat('en')
const megabytes = new Intl.NumberFormat('en', { maximumFractionDigits: 1 })

const encodings = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16',
  'windows-1252': 'Western (windows-1252)',
} as const
const delimiters = { ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'bars' } as const

/** The import of a list. What is wrong with a value is said as a statement: there is no input to correct here. */
export const importing = {
  title: 'Import creators',
  back: 'Creators',
  intro: 'A list from a spreadsheet or another app, saved as CSV. Nothing changes before you have seen what would.',
  file: {
    label: 'CSV file',
    choose: 'Choose a file',
    drop: 'or drop it here, or paste the cells themselves.',
    limit: (bytes: number) => `Up to ${megabytes.format(bytes / 1_048_576)} MB. The file is read on this device only.`,
    needs:
      'New creators need a name, an email, a brand and a niche. Any further column is matched to a field where it can be.',
    another: 'Another file',
    pasted: 'Pasted cells',
    rows: (rows: number) => plural(rows, 'row'),
    columns: (columns: number) => plural(columns, 'column'),
    separated: (delimiter: keyof typeof delimiters) => `separated by ${delimiters[delimiter]}`,
    encoding: (encoding: keyof typeof encodings) => encodings[encoding],
  },
  guessed: {
    title: 'Read as Western text (windows-1252)',
    text: 'The file does not say how its letters are written and is not UTF-8. Look whether names with accents read well below; if not, save it again as “CSV UTF-8”.',
  },
  reading: 'Reading the file',
  planning: 'Checking the rows',
  writing: 'Importing',
  progress: (done: number, total: number) => `${count.format(done)} of ${count.format(total)}`,
  percent: (share: number) => `${Math.round(share * 100)} %`,
  stop: 'Cancel',
  problem: {
    'too-large': (bytes: number, most: number) =>
      `This file has ${megabytes.format(bytes / 1_048_576)} MB, and the most is ${megabytes.format(most / 1_048_576)} MB. It was not read. Split it and import the parts one after another.`,
    empty: 'There is nothing in this file.',
    binary: 'This is no text file. If it is a spreadsheet, save it as CSV first.',
    'no-rows': 'There is a header, but no row below it.',
    'unclosed-quote': (line: number) =>
      `A quotation mark opens on line ${count.format(line)} and is never closed. Close it there and choose the file again.`,
    'stray-quote': (line: number) =>
      `A cell that begins with a quotation mark on line ${count.format(line)} does not end with one. Correct it there and choose the file again.`,
    unreadable: 'The browser could not read this file. It may have been moved or changed meanwhile.',
  },
  nothingChanged: 'Nothing was changed.',
  stopped: 'Cancelled. Nothing was changed.',
  columns: {
    title: 'Columns',
    text: 'What each column of the file becomes. A column that fits no field is left out.',
    column: 'Column',
    samples: 'First values',
    field: 'Field',
    fieldOf: (header: string) => `Field for ${header}`,
    leaveOut: 'Leave out',
    noValues: 'no values',
    byContent: 'recognised by its values',
    leftOut: (headers: readonly string[]) => `Left out: ${headers.join(', ')}.`,
    missing: (labels: readonly string[]) =>
      `No column is ${labels.join(', ')}. Rows can update creators who are here, but not add new ones.`,
    none: 'Choose a field for at least one column.',
    order: (header: string) => `Dates in ${header}`,
    'day-first': 'Day first',
    'month-first': 'Month first',
    orderAsk: 'These dates can be read either way. Which comes first?',
    orderMixed: 'Some of these dates only work day first, others only month first. Rows that do not fit are refused.',
    orderBy: { header: 'as the header says', others: 'as in the other date columns' },
  },
  mode: {
    title: 'Creators who are here already',
    text: 'Matched by email. A row without an email is matched by name and brand, or by a social handle.',
    'create-and-update': 'Add and update',
    'create-only': 'Add only',
    'update-only': 'Update only',
  },
  preview: 'Preview',
  previewTitle: 'What will happen',
  change: 'Change columns',
  importRows: 'Import rows',
  outcome: { create: 'New', update: 'Update', skip: 'Skip', refuse: 'Refused' },
  all: 'All',
  filter: 'Show rows by outcome',
  table: {
    label: 'Rows of the file',
    line: 'Line',
    outcome: 'Outcome',
    who: 'Creator',
    email: 'Email',
    why: 'What and why',
  },
  noName: 'No brand or name',
  noneOfThese: 'No row has this outcome.',
  downloadRefused: 'Download refused rows',
  refusedFile: (name: string) => `${name.replace(/\.[^.]*$/, '')}-refused.csv`,
  refusedColumns: { line: 'Line in the file', reason: 'Reason' },
  why: {
    create: 'Will be added',
    update: (fields: readonly string[], by: string) => `Changes ${fields.join(', ')} (same ${by})`,
    by: { email: 'email', 'name-and-brand': 'name and brand', handle: 'handle' },
    duplicate: (line: number) => `Repeats line ${count.format(line)}`,
    unchanged: (by: string) => `Nothing differs (same ${by})`,
    exists: (by: string) => `Already here (same ${by})`,
    'no-match': 'Nobody here matches',
    ambiguous: 'Several creators match equally well',
    problem: (field: string | null, reason: string) => (field === null ? reason : `${field}: ${reason}`),
    value: (value: string) => ` (${value})`,
  },
  reason: {
    required: () => 'missing',
    'too-long': (limit: number | undefined) =>
      limit === undefined ? 'too long' : `longer than ${count.format(limit)} characters`,
    'too-many': (limit: number | undefined) => (limit === undefined ? 'too many' : `more than ${count.format(limit)}`),
    'bad-email': () => 'not an email address',
    'bad-url': () => 'not a web address',
    'bad-url-scheme': () => 'only http and https addresses are taken',
    'bad-handle': () => 'not a handle of this platform',
    'bad-date': () => 'not a date',
    'bad-number': () => 'not a whole number',
    'out-of-range': (limit: number | undefined) =>
      limit === undefined ? 'out of range' : `past the limit of ${count.format(limit)}`,
    'bad-choice': () => 'not one of the choices',
    'bad-timezone': () => 'not a known time zone',
    'bad-boolean': () => 'not yes or no',
    'unknown-field': () => 'not known here',
    'too-many-cells': () => 'has more cells than the header has columns',
  },
  done: {
    title: 'Imported',
    /** Read by programs too: four counts, plain digits. */
    counts: (created: number, updated: number, skipped: number, refused: number) =>
      `${created} created, ${updated} updated, ${skipped} skipped, ${refused} refused`,
    undo: 'Undo',
    see: 'See creators',
    more: 'Import another file',
    undone: 'The import was undone.',
  },
} as const
