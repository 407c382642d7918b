import { expect, test } from 'vitest'
import { creator } from '#shared/domain/creator.ts'
import { parseFieldValue } from '#shared/domain/parse-field-value.ts'
import { changedDraft, creatorSections, editableFields, newDraft, rowToDraft, valueToDraft } from './field-draft.ts'
import { sampleCreator } from '#client/parts/sample-creator.test-data.ts'

test('every editable field stands in one section of the form', () => {
  const placed = creatorSections.flatMap(section => section.fields.map(field => field.name))
  expect(placed.toSorted()).toEqual(editableFields.map(field => field.name).toSorted())
  expect(new Set(placed).size).toBe(placed.length)
})

test('what a form shows of a record goes back as the same values', () => {
  const row = sampleCreator({
    otherSocialLinks: { 'Twitch live': 'https://twitch.tv/ana', Blog: 'https://ana.example/' },
    tags: ['VIP', 'Spring launch'],
    brandDescription: 'Two\nlines',
    priorityLevel: 1,
  })
  const values: Readonly<Record<string, unknown>> = row
  const draft = rowToDraft(row)
  for (const { name, declaration } of editableFields) {
    expect([name, parseFieldValue(declaration, draft[name])]).toEqual([name, { ok: true, value: values[name] }])
  }
})

test('a new form holds the initial values', () => {
  expect(newDraft()).toMatchObject({
    creatorName: '',
    journeyStatus: 'ONBOARDING',
    priorityLevel: '3',
    creatorTimezone: 'UTC',
    isActive: true,
    tags: [],
  })
})

test('only what was changed is written', () => {
  const before = rowToDraft(sampleCreator({ tags: ['VIP'] }))
  expect(changedDraft(before, { ...before, tags: ['VIP'] })).toEqual({})
  expect(changedDraft(before, { ...before, brandNiche: 'Tea', tags: ['VIP', 'New'] })).toEqual({
    brandNiche: 'Tea',
    tags: ['VIP', 'New'],
  })
})

test('an absent value is an empty input', () => {
  expect(valueToDraft(creator.fields.creatorPhone, null)).toBe('')
  expect(valueToDraft(creator.fields.tags, null)).toEqual([])
  expect(valueToDraft(creator.fields.otherSocialLinks, {})).toBe('')
})
