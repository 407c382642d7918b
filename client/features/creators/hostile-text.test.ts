import { expect, test } from 'vitest'
import { creator } from '#shared/domain/creator.ts'
import { parseFieldValue } from '#shared/domain/parse-field-value.ts'
import { formFields } from '#shared/domain/registry.ts'
import type { CreatorRow } from '#shared/domain/row.ts'
import { sampleCreator } from '#client/parts/sample-creator.test-data.ts'
import { contactLinks } from './contact-links.ts'

const schemes = [
  'javascript',
  'JaVaScRiPt',
  'java\tscript',
  'java\nscript',
  'vbscript',
  'data',
  'blob',
  'file',
  'filesystem',
]
const bodies = [
  ':alert(1)',
  '://%0aalert(1)',
  ':text/html,<script>alert(1)</script>',
  '&#58;alert(1)',
  ':alert(1)//https://a.example',
  ':https://a.example',
]
const prefixes = ['', ' ', '\u0000', '\u0001', '\u00a0', '\u200b', '\u202e', '\ufeff', '//', '@']
const markup = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  "' onmouseover='alert(1)",
  '{{constructor.constructor("alert(1)")()}}',
  'https://a.example/"onclick="alert(1)',
  'https://a.example@evil.example/',
  'https:\\\\evil.example',
  '__proto__',
]
const payloads = [
  ...prefixes.flatMap(prefix => schemes.flatMap(scheme => bodies.map(body => `${prefix}${scheme}${body}`))),
  ...markup,
]
const followed = new Set(['http:', 'https:', 'mailto:', 'tel:'])

/** The links of a row that lead elsewhere than to a page, a mail or a call. */
function astray(row: CreatorRow): string[] {
  return contactLinks(row).flatMap(({ href, kind }) => {
    const { protocol } = new URL(href, 'about:blank')
    return followed.has(protocol) && protocol.startsWith('http') === (kind === 'web') ? [] : [href]
  })
}

test('[D11] no payload that a field takes becomes a link of another scheme', () => {
  expect(payloads.length).toBeGreaterThan(500)
  for (const payload of payloads) {
    for (const { name, declaration } of formFields(creator)) {
      const parsed = parseFieldValue(declaration, payload)
      if (parsed.ok) expect(astray(sampleCreator({ [name]: parsed.value }))).toEqual([])
    }
    const links = parseFieldValue(creator.fields.otherSocialLinks, { Shop: payload, [payload]: 'https://a.example' })
    if (!links.ok) continue
    const row = sampleCreator({ otherSocialLinks: links.value as CreatorRow['otherSocialLinks'] })
    expect(astray(row)).toEqual([])
  }
})

test('no payload becomes such a link where another device wrote it past every check', () => {
  const textFields = formFields(creator).filter(({ declaration }) => declaration.type === 'string')
  const rows = payloads.map(payload => {
    const everywhere = Object.fromEntries(textFields.map(({ name }) => [name, payload]))
    return sampleCreator({ ...everywhere, otherSocialLinks: { [payload]: payload } })
  })
  expect(rows.flatMap(astray)).toEqual([])
})

test('[D11] an address that is taken is http or https, and hides nothing', () => {
  const taken = payloads.flatMap(payload => {
    const parsed = parseFieldValue(creator.fields.brandWebsite, payload)
    return parsed.ok && typeof parsed.value === 'string' ? [parsed.value] : []
  })
  expect(taken.filter(address => !/^https?:\/\/[^\s<>"@\\]+$/.test(address))).toEqual([])
})
