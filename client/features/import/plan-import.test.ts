import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { creator } from '#shared/domain/creator.ts'
import { rowsToCsv } from '#shared/domain/csv.ts'
import { emptyValue } from '#shared/domain/parse-field-value.ts'
import type { CreatorRow, CreatorValues } from '#shared/domain/row.ts'
import { parseValues } from '#shared/domain/values.ts'
import { decodeFile } from './decode-file.ts'
import { chosenColumns, findOrders } from './import-columns.ts'
import { matchColumns } from './match-columns.ts'
import { parseCsv, type CsvTable } from './parse-csv.ts'
import type { ImportMode } from './plan-import.ts'
import { planToRows, runPlan, type ImportPlan } from './run-plan.ts'

const today = '2026-11-21'
const goOn = () => Promise.resolve(true)

async function tableOf(bytes: Uint8Array): Promise<CsvTable> {
  const decoded = decodeFile(bytes)
  if (!decoded.ok) throw new Error(decoded.error)
  const table = await parseCsv(decoded.value.text, { between: goOn })
  if (!table.ok) throw new Error(table.error.kind)
  return table.value
}

async function plan(table: CsvTable, existing: readonly CreatorRow[] = [], mode: ImportMode = 'create-and-update') {
  const matches = matchColumns(table, today)
  const columns = chosenColumns(matches, findOrders(table, matches, 'month-first'))
  const done = await runPlan(table, { columns, existing, mode }, goOn)
  if (done === null) throw new Error('stopped')
  return done
}

async function planText(text: string, existing: readonly CreatorRow[] = [], mode?: ImportMode) {
  return plan(await tableOf(new TextEncoder().encode(text)), existing, mode)
}

function fixture(name: string): Promise<CsvTable> {
  return tableOf(readFileSync(new URL(`../../../e2e/fixtures/${name}`, import.meta.url)))
}

/** What the core would hold after the plan. */
function rowOf(values: CreatorValues, id: string): CreatorRow {
  const parsed = parseValues(creator, values, 'create')
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error))
  const empty = Object.entries(creator.fields).map(([name, field]) => [name, emptyValue(field)])
  return { ...Object.fromEntries(empty), ...parsed.value, id, conflicts: [], deletedAt: null } as CreatorRow
}

function after(done: ImportPlan): CreatorRow[] {
  return planToRows(done).map((row, i) => rowOf(row.values, `id-${i}`))
}

const ana = rowOf(
  {
    creatorName: 'Ana Tan',
    creatorEmail: 'Ana@example.com',
    brandName: 'Paper',
    brandNiche: 'Food',
    tags: ['VIP'],
    instagramHandle: '@ana',
  },
  'ana',
)
const head = 'Name,Email,Brand,Niche'

describe('creators-1000.csv', () => {
  test('999 are created, the one that repeats an address is skipped, three columns are left out', async () => {
    const table = await fixture('creators-1000.csv')
    const done = await plan(table)
    expect(done.counts).toEqual({ create: 999, update: 0, skip: 1, refuse: 0 })
    expect(
      matchColumns(table, today)
        .filter(match => match.field === null)
        .map(match => match.header),
    ).toEqual(['Revenue target', 'Followers', 'Audience report'])
    expect(done.rows[0]).toMatchObject({
      line: 2,
      outcome: 'create',
      values: {
        creatorName: 'Björn Kowalska',
        creatorPhone: '(212) 555-8387',
        creatorTimezone: 'Asia/Manila',
        brandTagline: 'Cook once, eat twice; repeat',
        journeyStatus: 'ONBOARDING',
        priorityLevel: 5,
        instagramHandle: '@papergarden602',
        nextFollowUpDate: '2026-12-09',
        tags: ['VIP'],
      },
    })
    expect(done.rows[4]).toMatchObject({
      line: 6,
      values: { internalNotes: 'Prefers voice notes.\nNever call before 10:00.' },
    })
    expect(done.rows[5]?.line).toBe(8)
  })

  test('[I3] a second import of the same file changes nothing', async () => {
    const table = await fixture('creators-1000.csv')
    const again = await plan(table, after(await plan(table)))
    expect(again.counts).toEqual({ create: 0, update: 0, skip: 1000, refuse: 0 })
  })
})

describe('creators-messy.csv', () => {
  test('362 are created, 8 repeat an earlier address, 30 are refused with field and reason', async () => {
    const done = await plan(await fixture('creators-messy.csv'))
    expect(done.counts).toEqual({ create: 362, update: 0, skip: 8, refuse: 30 })
    const reasons = new Map<string, number>()
    for (const row of done.rows) {
      if (row.outcome !== 'refuse') continue
      const reason = row.problems.map(problem => `${problem.field} ${problem.code}`).join(', ')
      reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
    }
    expect(Object.fromEntries(reasons)).toEqual({
      'creatorName required': 10,
      'creatorEmail bad-email': 12,
      'brandWebsite bad-url-scheme': 8,
    })
  })

  test('[I4] a repeated address names the line of the row it repeats, and a refused row does not count', async () => {
    const done = await plan(await fixture('creators-messy.csv'))
    const byLine = new Map(done.rows.map(row => [row.line, row]))
    for (const row of done.rows) {
      if (row.outcome !== 'skip') continue
      expect(row.reason.kind).toBe('duplicate')
      if (row.reason.kind !== 'duplicate') continue
      const earlier = byLine.get(row.reason.line)
      expect(earlier?.outcome).toBe('create')
      expect(earlier?.email.toLowerCase()).toBe(row.email.toLowerCase())
      expect(row.reason.line).toBeLessThan(row.line)
    }
  })

  test('[I7] lines are those of the file, past the notes with line breaks', async () => {
    const table = await fixture('creators-messy.csv')
    const lines = readFileSync(new URL('../../../e2e/fixtures/creators-messy.csv', import.meta.url), 'utf8').split(
      '\r\n',
    )
    expect(lines.length).toBeGreaterThan(401)
    // CRLF ends rows; the line breaks inside the notes are counted by both.
    const physical = lines.join('\n').split('\n')
    for (const row of table.rows) expect(physical[row.line - 1]).toContain(row.cells[2])
  })

  test('names that look like formulas stay text, dd/mm dates are read as such, hyphens mean none', async () => {
    const done = await plan(await fixture('creators-messy.csv'))
    expect(done.rows[0]).toMatchObject({
      values: {
        lastContactedDate: '2026-11-13',
        nextFollowUpDate: '2026-11-26',
        journeyStatus: 'PAUSED',
        tags: ['Needs-Attention', 'Launch-Ready'],
      },
    })
    const lumen = done.rows[1]
    expect(lumen).toMatchObject({
      line: 3,
      values: { lastContactedDate: '2026-10-04', internalNotes: 'Prefers voice notes.\nNever call before 10:00.' },
    })
    expect(lumen?.outcome === 'create' && lumen.values.nextFollowUpDate).toBeUndefined()
    expect(done.rows.filter(row => row.brand === '=HYPERLINK("http://evil.example","x")').length).toBeGreaterThan(0)
  })
})

describe('matching', () => {
  test('[I1] by e-mail whatever its case; [I3] only what is filled in and differs', async () => {
    const done = await planText(`${head},Tags,Phone\nAna T,ANA@EXAMPLE.COM,Paper,,Food blog,\n`, [ana])
    expect(done.rows[0]).toMatchObject({
      outcome: 'update',
      id: 'ana',
      by: 'email',
      values: { creatorName: 'Ana T', tags: ['VIP', 'Food blog'] },
      fields: ['creatorName', 'tags'],
    })
  })

  test('[I1] a row without an address matches by name and brand, then by handle', async () => {
    const done = await planText('Name,Brand,Instagram,Phone\nana tan,PAPER,,1\nAna,,https://instagram.com/ana,2\n', [
      ana,
    ])
    expect(done.rows.map(row => row.outcome === 'update' && row.by)).toEqual(['name-and-brand', false])
    expect(done.rows[1]).toMatchObject({ outcome: 'skip', reason: { kind: 'duplicate', line: 2 } })
    const alone = await planText('Instagram,Phone\nana,2\n', [ana])
    expect(alone.rows[0]).toMatchObject({ outcome: 'update', by: 'handle', values: { creatorPhone: '2' } })
  })

  test('[I1] another address is another creator, though name and brand are the same', async () => {
    const done = await planText(`${head}\nAna Tan,other@example.com,Paper,Food\n`, [ana])
    expect(done.counts.create).toBe(1)
  })

  test('[I1] two creators who match equally well are none', async () => {
    const twin = { ...ana, id: 'twin', creatorEmail: 'twin@example.com' }
    const done = await planText('Name,Brand\nAna Tan,Paper\n', [ana, twin])
    expect(done.rows[0]).toMatchObject({ outcome: 'skip', reason: { kind: 'ambiguous' } })
  })

  test('[I6] the trash matches nothing', async () => {
    const done = await planText(`${head}\nAna Tan,ana@example.com,Paper,Food\n`, [{ ...ana, deletedAt: 1 }])
    expect(done.counts.create).toBe(1)
  })

  test('only creating skips who is there, only updating skips who is not', async () => {
    const text = `${head}\nAna X,ana@example.com,Paper,Food\nBea,bea@example.com,Salt,Food\n`
    expect((await planText(text, [ana], 'create-only')).rows.map(row => row.outcome)).toEqual(['skip', 'create'])
    expect((await planText(text, [ana], 'update-only')).rows.map(row => row.outcome)).toEqual(['update', 'skip'])
  })

  test('[I2] [I5] a row is refused with every reason, and stops no other', async () => {
    const done = await planText(
      `${head},Website,Priority\n,x,Paper,Food,javascript:alert(1),9\nBea,bea@example.com,Salt,Food,,\n`,
    )
    expect(done.rows[0]).toMatchObject({
      line: 2,
      outcome: 'refuse',
      problems: [
        { field: 'creatorEmail', code: 'bad-email', value: 'x' },
        { field: 'brandWebsite', code: 'bad-url-scheme', value: 'javascript:alert(1)' },
        { field: 'priorityLevel', code: 'out-of-range', limit: 5, value: '9' },
      ],
    })
    expect(done.rows[1]?.outcome).toBe('create')
  })

  test('[I5] a row with more cells than columns is refused, one with fewer is not', async () => {
    const done = await planText(`${head},Phone\nAna,a@b.co,P,F,1,more\nBea,b@b.co,P,F\nCleo,c@b.co,P,F,1,,\n`)
    expect(done.rows.map(row => row.outcome)).toEqual(['refuse', 'create', 'create'])
    expect(done.rows[0]).toMatchObject({ problems: [{ field: null, code: 'too-many-cells', value: 'more' }] })
  })
})

test('[C4] an export is imported again with equal values', async () => {
  const messy = after(await plan(await fixture('creators-messy.csv')))
  const rows = [
    ...messy,
    rowOf(
      {
        creatorName: '＝x',
        creatorEmail: '+a@b.co',
        brandName: '-"',
        brandNiche: "'=1",
        otherSocialLinks: { 'A b': 'https://c.example' },
        communicationNotes: 'a\n"b",\n;',
      },
      'x',
    ),
  ]
  const done = await planText(`\ufeff${rowsToCsv(creator, rows, { includeInternal: true })}`)
  expect(done.counts).toEqual({ create: rows.length, update: 0, skip: 0, refuse: 0 })
  expect(after(done).map(row => ({ ...row, id: '' }))).toEqual(rows.map(row => ({ ...row, id: '' })))
})

const hostile = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  'javascript:alert(1)',
  'data:text/html,x',
  '=1+1',
  '+1',
  '-1',
  '@SUM(1)',
  '=cmd|" /C calc"!A0',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  '{"__proto__":{"polluted":1}}',
  '${7*7}',
  '{{7*7}}',
  "'; DROP TABLE creators;--",
  '../../etc/passwd',
  '%00',
  '\u0001\u0008',
  '\u202eevil',
  '\u200b',
  '\ufeff',
  '\ud800',
  '\udfff',
  'مرحبا',
  'שלום',
  '😀'.repeat(60),
  'a'.repeat(100_001),
  '1e999',
  'NaN',
  'Infinity',
  '-0',
  '0x10',
  '99999999999999999999',
  '2026-02-30',
  '0000-00-00',
  'null',
  'undefined',
  'true',
  '[]',
  '{}',
  '\\',
  '\n\n',
  '\t',
  ' ',
  'ª',
  'İ',
  'ß',
  'Z\u0351\u036b\u0343',
  'http://[::1',
  'https://user:pw@host.example',
  'https://example.com:99999',
  '//',
  '@',
  '@@',
  '#',
  ',;|',
]

test('[I5] no hostile cell throws, stops the others, or reaches a prototype', async () => {
  const width = 12
  const header = [
    'Name',
    'Email',
    'Brand',
    'Niche',
    'Website',
    'Stage',
    'Priority',
    'Instagram',
    'Other links',
    'Tags',
    'Last contact',
    'Time zone',
  ]
  const cell = fc.oneof(fc.constantFrom(...hostile), fc.string({ unit: 'binary' }), fc.constant(''))
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(cell, { minLength: 1, maxLength: width + 2 }), { minLength: 1, maxLength: 6 }),
      async cells => {
        const rows = [...cells, ['Ana', 'good@example.com', 'P', 'F']].map((row, i) => ({ line: i + 2, cells: row }))
        const done = await plan({ header, rows, delimiter: ',' })
        expect(done.rows.at(-1)?.outcome).toBe('create')
        for (const row of planToRows(done)) expect(parseValues(creator, row.values, 'create').ok).toBe(true)
        expect(Object.keys(Object.prototype)).toEqual([])
        expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
      },
    ),
    { numRuns: 500 },
  )
})

test('10,000 rows are read and planned in well under a second', async () => {
  const table = await fixture('creators-1000.csv')
  const rows = Array.from({ length: 10_000 }, (_, i) => {
    const cells = [...(table.rows[i % 1000]?.cells ?? [])]
    cells[1] = `person${i}@example.com`
    return { line: i + 2, cells }
  })
  const begin = performance.now()
  const done = await plan({ ...table, rows })
  expect(done.counts.create).toBe(10_000)
  expect(performance.now() - begin).toBeLessThan(3_000)
})
