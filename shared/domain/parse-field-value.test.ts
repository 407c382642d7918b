import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { creator } from './creator.ts'
import { cellText, neutraliseCell, readCell } from './csv.ts'
import type { FieldDeclaration } from './field.ts'
import { parseFieldValue } from './parse-field-value.ts'
import { formFields } from './registry.ts'

const f = creator.fields

function parse(declaration: FieldDeclaration, input: unknown): unknown {
  const result = parseFieldValue(declaration, input)
  return result.ok ? result.value : result.error
}

describe('strings', () => {
  test('[D3] control characters, lone surrogates and outer space go; letters are composed', () => {
    expect(parse(f.creatorName, '  Jose\u0301\u0000 \ud800B\u0007  ')).toBe('José \ufffdB')
    expect(parse(f.creatorName, 'مها الخطيب')).toBe('مها الخطيب')
  })

  test('[D4] one-line text stays on one line', () => {
    expect(parse(f.creatorName, 'Ana\r\n  María\tTan')).toBe('Ana María Tan')
  })

  test('[D3] long text keeps its line breaks, as line feeds', () => {
    expect(parse(f.internalNotes, ' one\r\ntwo\rthree ')).toBe('one\ntwo\nthree')
  })

  test.each([
    ['creatorName', 200],
    ['brandTagline', 500],
    ['brandNiche', 200],
    ['creatorPhone', 20],
    ['primaryCommunicationChannel', 50],
    ['communicationNotes', 100_000],
  ] as const)('[D6] %s takes %i characters and not one more', (field, max) => {
    expect(parse(f[field], 'x'.repeat(max))).toBe('x'.repeat(max))
    expect(parse(f[field], 'x'.repeat(max + 1))).toEqual({ code: 'too-long', limit: max })
  })

  test('[D2] nothing given is the initial value, or a problem where one is required', () => {
    expect(parse(f.creatorName, ' \u00a0 ')).toEqual({ code: 'required' })
    expect(parse(f.creatorName, '\u0000')).toEqual({ code: 'required' })
    expect(parse(f.creatorPhone, '')).toBeNull()
    expect(parse(f.creatorTimezone, '')).toBe('UTC')
    expect(parse(f.priorityLevel, null)).toBe(3)
    expect(parse(f.internalNotes, undefined)).toBe('')
    expect(parse(f.tags, '')).toEqual([])
    expect(parse(f.otherSocialLinks, null)).toEqual({})
  })
})

describe('e-mail', () => {
  test.each([
    'ana@example.com',
    'Ana.Tan+studio@Sub.Example.co.uk',
    "o'brien@example.ie",
    'josé@exämple.de',
    `${'a'.repeat(64)}@example.com`,
  ])('[D10] takes %s as typed', email => expect(parse(f.creatorEmail, ` ${email} `)).toBe(email))

  test.each([
    'not-an-email',
    'a@b',
    '@example.com',
    'ana@',
    'ana@@example.com',
    'ana tan@example.com',
    'ana@example..com',
    'ana@-example.com',
    'ana@example.com, bea@example.com',
    'Ana <ana@example.com>',
    `${'a'.repeat(65)}@example.com`,
  ])('[D10] refuses %s', email => expect(parse(f.creatorEmail, email)).toEqual({ code: 'bad-email' }))

  test('[D10] takes 254 characters and not one more', () => {
    const host = `${'b'.repeat(60)}.`.repeat(3)
    const at254 = `${'a'.repeat(63)}@${host}${'c'.repeat(7)}`
    expect(at254).toHaveLength(254)
    expect(parse(f.creatorEmail, at254)).toBe(at254)
    expect(parse(f.creatorEmail, `a${at254}`)).toEqual({ code: 'too-long', limit: 254 })
  })

  test('[D10] a mailto: link is its address', () => {
    expect(parse(f.creatorEmail, 'mailto:ana@example.com')).toBe('ana@example.com')
  })
})

describe('addresses', () => {
  test.each([
    ['https://example.com', 'https://example.com'],
    ['HTTP://Example.com/Path?q=1#x', 'http://Example.com/Path?q=1#x'],
    ['example.com', 'https://example.com'],
    ['//example.com/a', 'https://example.com/a'],
    ['example.com:8080/a', 'https://example.com:8080/a'],
    [' www.exämple.de/ü ', 'https://www.exämple.de/ü'],
    ['https://東京.jp', 'https://東京.jp'],
  ])('[D11] %s becomes %s', (typed, kept) => expect(parse(f.brandWebsite, typed)).toBe(kept))

  test.each([
    'javascript:alert(1)',
    'JavaScript:alert(1)',
    ' java\tscript:alert(1)',
    'java\nscript:alert(1)',
    '\u0000javascript:alert(1)',
    '\u200bjavascript:alert(1)',
    'java\u00adscript:alert(1)',
    'javascript\u2063:alert(1)',
    'javascript://example.com/%0aalert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:msgbox(1)',
    'file:///etc/passwd',
    'blob:https://example.com/1',
    'ftp://example.com',
    'about:blank',
    'mailto:ana@example.com',
    'view-source:https://example.com',
  ])('[D11] %j is refused for its scheme', typed =>
    expect(parse(f.brandWebsite, typed)).toEqual({ code: 'bad-url-scheme' }),
  )

  test.each([
    'https://user:secret@example.com',
    'https://bank.example@evil.example',
    'https://localhost',
    'https://exa mple.com',
    'https://example.com/\u202egnp.exe',
    'https:\\\\example.com',
    'https:example.com',
    'https://',
    'https:///example.com',
    '&#106;avascript:alert(1)',
    'javascript%3Aalert(1)',
    'https://example.com/"onclick="x',
    'hello',
    '...',
  ])('[D11] %j is no address', typed => expect(parse(f.brandWebsite, typed)).toEqual({ code: 'bad-url' }))

  test('[D11] what is kept is http or https for every parser, whatever was typed', () => {
    const nasty = fc.stringMatching(/^[ \t\nJjavscript:h/p@\\.%0\u200b#?&]{0,20}(example\.com)?$/)
    fc.assert(
      fc.property(fc.oneof(fc.webUrl(), fc.string({ unit: 'binary' }), nasty), typed => {
        const result = parseFieldValue(f.brandWebsite, typed)
        if (!result.ok || typeof result.value !== 'string') return
        expect(new URL(result.value).protocol).toMatch(/^https?:$/)
        expect(result.value).toMatch(/^https?:\/\/[^\s\\]+$/)
      }),
      { numRuns: 2_000 },
    )
  })

  test('[D6] an address counts with the scheme it was given', () => {
    const path = 'a'.repeat(200 - 'https://example.com/'.length)
    expect(parse(f.brandWebsite, `example.com/${path}`)).toHaveLength(200)
    expect(parse(f.brandWebsite, `example.com/${path}a`)).toEqual({ code: 'too-long', limit: 200 })
  })
})

describe('handles', () => {
  test.each([
    ['papergarden', '@papergarden'],
    ['@paper.garden_1', '@paper.garden_1'],
    ['@@papergarden', '@papergarden'],
    ['https://instagram.com/salthabit71/', '@salthabit71'],
    ['https://www.instagram.com/salthabit71?igsh=abc', '@salthabit71'],
    ['instagram.com/@salthabit71', '@salthabit71'],
    ['http://m.instagram.com/salthabit71/reels', '@salthabit71'],
  ])('[D12] %s becomes %s', (typed, kept) => expect(parse(f.instagramHandle, typed)).toBe(kept))

  test('[D12] both hosts of X stand for its handle', () => {
    expect(parse(f.twitterHandle, 'https://twitter.com/ana')).toBe('@ana')
    expect(parse(f.twitterHandle, 'https://x.com/ana')).toBe('@ana')
    expect(parse(f.tiktokHandle, 'https://www.tiktok.com/@ana')).toBe('@ana')
  })

  test.each([
    'two words',
    'https://tiktok.com/@ana',
    'https://evil.example/instagram.com/ana',
    'https://instagram.com.evil.example/ana',
    'https://instagram.com/p/Cxyz',
    'https://instagram.com/',
    'instagram.com',
    'javascript:alert(1)',
    'https://instagram.com/%E0%A4%A',
    '@',
    '...',
    '<script>',
  ])('[D12] refuses %s', typed => expect(parse(f.instagramHandle, typed)).toEqual({ code: 'bad-handle' }))

  test('[D6] takes 100 characters with the @ and not one more', () => {
    expect(parse(f.instagramHandle, 'a'.repeat(99))).toBe(`@${'a'.repeat(99)}`)
    expect(parse(f.instagramHandle, 'a'.repeat(100))).toEqual({ code: 'too-long', limit: 100 })
  })
})

describe('choices, numbers, dates, zones', () => {
  test.each(['brand-building', 'BRAND_BUILDING', 'Brand Building', ' brand building ', 'BrandBuilding'])(
    '[D18] %s is a stage',
    typed => expect(parse(f.journeyStatus, typed)).toBe('BRAND_BUILDING'),
  )

  test.each(['', '  '])('[D2] no stage is a problem by itself: %j', typed =>
    expect(parse(f.journeyStatus, typed)).toEqual({ code: 'required' }),
  )

  test.each(['lunch', '__proto__', '-', 4])('[D18] %s is none', typed =>
    expect(parse(f.journeyStatus, typed)).toEqual({ code: 'bad-choice' }),
  )

  test.each([
    ['1', 1],
    [' 5 ', 5],
    [3, 3],
    ['3.0', 3],
    ['0', { code: 'out-of-range', limit: 1 }],
    ['6', { code: 'out-of-range', limit: 5 }],
    ['2.5', { code: 'bad-number' }],
    ['high', { code: 'bad-number' }],
    ['0x3', { code: 'bad-number' }],
    [Number.NaN, { code: 'bad-number' }],
  ])('[D16] priority %s gives %o', (typed, kept) => expect(parse(f.priorityLevel, typed)).toEqual(kept))

  test.each([
    ['yes', true],
    ['FALSE', false],
    ['1', true],
    [false, false],
    ['perhaps', { code: 'bad-boolean' }],
  ])('[D17] %s gives %o', (typed, kept) => expect(parse(f.isActive, typed)).toEqual(kept))

  test.each(['2024-02-29', '2026-12-31', '0001-01-01', '9999-12-31'])('[D19] %s is a day', typed =>
    expect(parse(f.nextFollowUpDate, typed)).toBe(typed),
  )

  test.each(['2026-02-29', '2026-13-01', '2026-00-10', '2026-04-31', '26-11-2026', '2026-1-1', '2026-11-21T00:00Z', 5])(
    '[D19] %s is none',
    typed => expect(parse(f.nextFollowUpDate, typed)).toEqual({ code: 'bad-date' }),
  )

  test.each([
    ['Asia/Manila', 'Asia/Manila'],
    ['asia/manila', 'Asia/Manila'],
    ['America/New York', 'America/New_York'],
    ['utc', 'UTC'],
    ['Asia/Kolkata', 'Asia/Kolkata'],
    ['+08:00', { code: 'bad-timezone' }],
    ['Mars/Olympus', { code: 'bad-timezone' }],
    ['../etc/passwd', { code: 'bad-timezone' }],
  ])('[D13] %s gives %o', (typed, kept) => expect(parse(f.creatorTimezone, typed)).toEqual(kept))
})

describe('tags and links', () => {
  test('[D14] separators split, the first spelling stays', () => {
    expect(parse(f.tags, 'VIP, High-Revenue; vip |Café\nCAFE')).toEqual(['VIP', 'High-Revenue', 'Café'])
    expect(parse(f.tags, ['a', ' A ', 'b'])).toEqual(['a', 'b'])
    expect(parse(f.tags, [1])).toEqual({ code: 'bad-choice' })
  })

  test('[D14] 100 tags of 50 characters, and not one more', () => {
    const tags = Array.from({ length: 100 }, (_, i) => `${i}`.padEnd(50, 'x'))
    expect(parse(f.tags, tags)).toEqual(tags)
    expect(parse(f.tags, [...tags, 'y'])).toEqual({ code: 'too-many', limit: 100 })
    expect(parse(f.tags, ['x'.repeat(51)])).toEqual({ code: 'too-long', limit: 50 })
  })

  test('[D15] a line is a name, then its address', () => {
    expect(
      parse(f.otherSocialLinks, 'Behance: behance.net/ana\nhttps://www.twitch.tv/ana\nMy site  https://ana.example'),
    ).toEqual({
      Behance: 'https://behance.net/ana',
      'twitch.tv': 'https://www.twitch.tv/ana',
      'My site': 'https://ana.example',
    })
    expect(parse(f.otherSocialLinks, { Bad: 'javascript:alert(1)' })).toEqual({ code: 'bad-url-scheme' })
    expect(parse(f.otherSocialLinks, 'Bad javascript:alert(1)')).toEqual({ code: 'bad-url-scheme' })
  })

  test('[D15] no link can touch a prototype', () => {
    const hostile: unknown = JSON.parse('{"__proto__": "https://example.com"}')
    expect(parse(f.otherSocialLinks, hostile)).toEqual({ code: 'bad-url' })
  })
})

const inputs = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.webUrl(),
  fc.emailAddress(),
  fc.integer(),
  fc.boolean(),
  fc.constantFrom('Launch', 'yes', '2026-11-21', '@ana', 'Europe/Berlin', "'=1", 'a, b; c', 'x: example.com'),
  fc.array(fc.string()),
  fc.dictionary(fc.string(), fc.webUrl()),
  fc.anything(),
)

describe.each(formFields(creator).map(field => [field.name, field.declaration] as const))('%s', (_, declaration) => {
  test('[D1] what comes out goes in again unchanged', () => {
    fc.assert(
      fc.property(inputs, input => {
        const first = parseFieldValue(declaration, input)
        if (!first.ok || first.value === null) return
        expect(parseFieldValue(declaration, first.value)).toEqual(first)
      }),
      { numRuns: 300 },
    )
  })

  test('[C4] what is written to a cell is read back the same', () => {
    if (declaration.type === 'image') return
    fc.assert(
      fc.property(inputs, input => {
        const value = parseFieldValue(declaration, input)
        if (!value.ok) return
        const cell = neutraliseCell(cellText(declaration, value.value))
        expect(parseFieldValue(declaration, readCell(cell))).toEqual(value)
      }),
      { numRuns: 300 },
    )
  })
})
