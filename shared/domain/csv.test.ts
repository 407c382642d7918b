import fc from 'fast-check'
import { expect, test } from 'vitest'
import { creator } from './creator.ts'
import { csvFields, neutraliseCell, readCell, rowsToCsv, tableToCsv } from './csv.ts'

const row = {
  creatorName: '=HYPERLINK("http://evil.example","x")',
  creatorEmail: 'ana@example.com',
  creatorPhone: '+63 917 555 8684',
  brandName: 'Paper, "Garden"',
  brandNiche: 'Food',
  journeyStatus: 'BRAND_BUILDING',
  priorityLevel: 3,
  isActive: true,
  tags: ['VIP', 'Launch ready'],
  instagramHandle: '@paper',
  otherSocialLinks: { Behance: 'https://behance.net/ana' },
  internalNotes: 'never leaves',
  communicationNotes: 'one\ntwo',
}

test('[C1] columns stand in their declared order under their labels', () => {
  const labels = csvFields(creator).map(field => field.declaration.label)
  expect(labels.slice(0, 5)).toEqual(['Name', 'Email', 'Phone', 'Location', 'Time zone'])
  expect(labels).not.toContain('Photo')
  expect(labels).not.toContain('Credentials')
  expect(labels).not.toContain('Updated')
})

test('[C1] what never leaves the studio leaves only when asked for', () => {
  expect(rowsToCsv(creator, [row])).not.toContain('never leaves')
  expect(rowsToCsv(creator, [row], { includeInternal: true })).toContain('never leaves')
})

test('[C2] formulas are neutralised and everything is quoted where it must be', () => {
  const [, line] = rowsToCsv(creator, [{ ...row, communicationNotes: '' }]).split('\r\n')
  expect(line).toContain(`"'=HYPERLINK(""http://evil.example"",""x"")"`)
  expect(line).toContain(`'+63 917 555 8684`)
  expect(line).toContain(`'@paper`)
  expect(line).toContain('"Paper, ""Garden"""')
  expect(line).toContain('Brand building')
  expect(line).toContain('Behance: https://behance.net/ana')
})

test.each(['=1', '+1', '-1', '@a', '\t=1', '\r1', '\n1', '＝1', "'=1", "''@a"])('[C2] %j gets an apostrophe', text => {
  expect(neutraliseCell(text)).toBe(`'${text}`)
})

test.each(['a=1', "'quoted'", "rock'n'roll", '1-2', ''])('[C2] %j stays as it is', text => {
  expect(neutraliseCell(text)).toBe(text)
})

test('[C3] what was neutralised comes back exactly, and no cell begins with a formula', () => {
  const cells = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^['=+\-@\t\r\n＝a]{0,6}$/))
  fc.assert(
    fc.property(cells, text => {
      const safe = neutraliseCell(text)
      expect(safe).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/)
      expect(readCell(safe)).toBe(text)
    }),
    { numRuns: 1_000 },
  )
})

test('[C1] lines end as RFC 4180 says', () => {
  expect(tableToCsv(['a', 'b'], [['1', '2']])).toBe('a,b\r\n1,2\r\n')
})
