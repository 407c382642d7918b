import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { creator } from './creator.ts'
import { credential } from './credential.ts'
import { changesBetween } from './diff.ts'
import { duplicateGroups, emailKey, findByEmail, matchKeys } from './duplicates.ts'
import { fold, foldWord, searchText } from './search-text.ts'
import { valuesEqual } from './values-equal.ts'

describe('folding and search', () => {
  test.each([
    ['Łukasz Müller', 'lukasz muller'],
    ['ÆRØ Straße', 'aero strasse'],
    ['São Paulo', 'sao paulo'],
    ['İstanbul', 'istanbul'],
    ['東京 王', '東京 王'],
    ['한국', '한국'],
  ])('[D5] %s folds to %s', (text, folded) => expect(fold(text)).toBe(folded))

  test('[D5] folding twice changes nothing more', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), text => {
        expect(fold(fold(text))).toBe(fold(text))
      }),
      { numRuns: 1_000 },
    )
  })

  test('[D5] words lose their punctuation', () => {
    expect(foldWord('Last touch (dd/mm)')).toBe('lasttouchddmm')
    expect(foldWord('E-Mail')).toBe('email')
  })

  test('[D22] looks through names, addresses, handles, tags and notes, and not across fields', () => {
    const row = {
      creatorName: 'José',
      brandName: 'Paper',
      creatorEmail: 'a@b.co',
      tags: ['VIP'],
      internalNotes: 'Zoë',
      journeyStatus: 'LIVE',
    }
    const text = searchText(creator, row)
    for (const found of ['jose', 'paper', 'a@b.co', 'vip', 'zoe']) expect(text).toContain(found)
    expect(text).not.toContain('live')
    expect(text).not.toContain('josepaper')
  })
})

describe('equality and audit changes', () => {
  test('[D9] keys and set members have no order, lists have', () => {
    expect(valuesEqual({ a: '1', b: '2' }, { b: '2', a: '1' })).toBe(true)
    expect(valuesEqual(['a', 'b'], ['b', 'a'], true)).toBe(true)
    expect(valuesEqual(['a', 'b'], ['b', 'a'])).toBe(false)
    expect(valuesEqual({}, [])).toBe(false)
    expect(valuesEqual(null, {})).toBe(false)
    expect(valuesEqual({ a: undefined }, { b: undefined })).toBe(false)
  })

  test('[D21] names each changed field with both values, and no managed one', () => {
    const before = { brandName: 'A', tags: ['x', 'y'], updatedAt: 1, journeyStatus: 'LIVE', creatorPhone: null }
    const after = { brandName: 'B', tags: ['y', 'x'], updatedAt: 2, journeyStatus: 'PAUSED', creatorPhone: null }
    expect(changesBetween(creator, before, after)).toEqual({
      brandName: { from: 'A', to: 'B' },
      journeyStatus: { from: 'LIVE', to: 'PAUSED' },
    })
  })

  test('[D21] of a secret it says only that it changed', () => {
    expect(changesBetween(credential, { password: 'sealed-1' }, { password: 'sealed-2' })).toEqual({
      password: { from: 'changed', to: 'changed' },
    })
  })

  test('[D21] a new record tells what it holds, and not what is empty', () => {
    expect(changesBetween(creator, null, { brandName: 'A', tags: [], internalNotes: '', creatorPhone: null })).toEqual({
      brandName: { from: null, to: 'A' },
    })
  })
})

describe('duplicates', () => {
  const rows = [
    { id: '1', creatorEmail: 'Ana@Example.com', deletedAt: null },
    { id: '2', creatorEmail: 'ana@example.COM', deletedAt: null },
    { id: '3', creatorEmail: 'ana@example.com', deletedAt: 5 },
    { id: '4', creatorEmail: 'bea@example.com', deletedAt: null },
  ]

  test('[M2] records that share an address form a group, the trash aside', () => {
    expect(duplicateGroups(rows).map(group => group.map(row => row.id))).toEqual([['1', '2']])
  })

  test('[M1] finds the record that has the address, but not the one being edited', () => {
    expect(findByEmail(rows, ' BEA@example.com')?.id).toBe('4')
    expect(findByEmail(rows, 'bea@example.com', '4')).toBeUndefined()
    expect(findByEmail(rows, '')).toBeUndefined()
  })

  test('[I1] addresses, names and handles match whatever their case', () => {
    expect(emailKey(' A@B.co ')).toBe('a@b.co')
    const a = matchKeys({ creatorName: 'José Silva', brandName: 'Paper', instagramHandle: '@Ana' })
    const b = matchKeys({ creatorName: 'jose silva', brandName: 'PAPER', instagramHandle: '@ana' })
    expect(a).toEqual(b)
    expect(matchKeys({ tiktokHandle: '@ana' }).handles).not.toEqual(matchKeys({ twitterHandle: '@ana' }).handles)
  })
})
