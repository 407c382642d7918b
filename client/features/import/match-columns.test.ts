import { describe, expect, test } from 'vitest'
import { findDateOrders } from './date-order.ts'
import { chooseField, matchColumns } from './match-columns.ts'
import { readDate } from './read-date.ts'
import type { CsvTable } from './parse-csv.ts'

const today = '2026-11-21'

function table(header: readonly string[], ...rows: readonly (readonly string[])[]): CsvTable {
  return { header, rows: rows.map((cells, i) => ({ line: i + 2, cells })), delimiter: ',' }
}

function fields(of: CsvTable) {
  return matchColumns(of, today).map(match => match.field)
}

describe('columns to fields', () => {
  test('[I9] by label, code name and alias, without case, accents and punctuation', () => {
    const header = [
      'FULL NAME',
      'E-Mail',
      'brandName',
      'Category',
      'Last touch (dd/mm)',
      'follow_up',
      'IG',
      'Labels',
      'Remarks',
    ]
    expect(
      fields(
        table(
          header,
          header.map(() => 'x'),
        ),
      ),
    ).toEqual([
      'creatorName',
      'creatorEmail',
      'brandName',
      'brandNiche',
      'lastContactedDate',
      'nextFollowUpDate',
      'instagramHandle',
      'tags',
      'internalNotes',
    ])
  })

  test('[I9] the first of two columns with one meaning has the field', () => {
    expect(fields(table(['Email', 'Mail'], ['a@b.co', 'c@d.co']))).toEqual(['creatorEmail', null])
  })

  test('[I9] by content where the name says nothing', () => {
    const row = [
      'ana@example.com',
      'brand-building',
      'https://ana.example',
      'youtube.com/@ana',
      '2026-10-01',
      '2026-12-01',
      '12500',
    ]
    const header = row.map((_, i) => `Column ${i + 1}`)
    expect(fields(table(header, row, row))).toEqual([
      'creatorEmail',
      'journeyStatus',
      'brandWebsite',
      'youtubeChannel',
      'lastContactedDate',
      'nextFollowUpDate',
      null,
    ])
  })

  test('[I9] dates under a name of their own are something else', () => {
    expect(fields(table(['Contract signed'], ['2026-10-01']))).toEqual([null])
  })

  test('[I9] what nothing knows is left out', () => {
    expect(fields(table(['Revenue target', 'Followers', '__proto__', 'constructor'], ['1', '2', '3', '4']))).toEqual([
      null,
      null,
      null,
      null,
    ])
  })

  test('a field chosen by hand leaves the column that had it', () => {
    const matches = matchColumns(table(['Email', 'Backup'], ['a@b.co', 'c@d.co']), today)
    expect(chooseField(matches, 1, 'creatorEmail').map(match => match.field)).toEqual([null, 'creatorEmail'])
    expect(chooseField(matches, 0, null).map(match => match.field)).toEqual([null, null])
  })
})

describe('dates', () => {
  test.each([
    ['2026-11-21', 'day-first', '2026-11-21'],
    ['2026/1/2', 'month-first', '2026-01-02'],
    ['2026-11-21T23:30:00Z', 'day-first', '2026-11-21'],
    ['03/04/2026', 'day-first', '2026-04-03'],
    ['03/04/2026', 'month-first', '2026-03-04'],
    ['3.4.26', 'day-first', '2026-04-03'],
    ['12 Mar 2026', 'month-first', '2026-03-12'],
    ['March 12th, 2026', 'day-first', '2026-03-12'],
    ['31/02/2026', 'day-first', null],
    ['13/13/2026', 'day-first', null],
    ['12 Foo 2026', 'day-first', null],
    ['soon', 'day-first', null],
  ] as const)('[I8] %s, %s, is %s', (text, order, day) => expect(readDate(text, order)).toBe(day))

  const column = (index: number, values: readonly string[], header = 'When') => ({ index, header, values })

  test('[I8] a value above 12 proves the order', () => {
    const found = findDateOrders([column(0, ['01/02/2026', '13/02/2026']), column(1, ['01/13/2026'])], 'day-first')
    expect([found.get(0), found.get(1)]).toEqual([
      { order: 'day-first', by: 'values' },
      { order: 'month-first', by: 'values' },
    ])
  })

  test('[I8] else the header, else what other columns prove, else the reader is asked', () => {
    const open = ['01/02/2026']
    expect(findDateOrders([column(0, open, 'Last (mm/dd)')], 'day-first').get(0)).toEqual({
      order: 'month-first',
      by: 'header',
    })
    expect(findDateOrders([column(0, open), column(1, ['12/31/2026'])], 'day-first').get(0)).toEqual({
      order: 'month-first',
      by: 'others',
    })
    expect(findDateOrders([column(0, open)], 'month-first').get(0)).toEqual({ order: 'month-first', by: 'guess' })
  })

  test('[I8] ISO dates and empty columns ask nothing, contradictions are said', () => {
    expect(findDateOrders([column(0, ['2026-11-21', '-'])], 'month-first').get(0)?.by).toBe('any')
    expect(findDateOrders([column(0, ['13/01/2026', '01/13/2026'])], 'day-first').get(0)?.by).toBe('mixed')
  })
})
