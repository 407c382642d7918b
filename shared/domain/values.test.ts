import { expect, test } from 'vitest'
import { creator } from './creator.ts'
import { collectionOf, collections, fieldNames, fieldOf, formFields, sectionFields } from './registry.ts'
import { settings } from './settings.ts'
import { parseValues } from './values.ts'

const least = { creatorName: 'Ana', creatorEmail: 'ana@example.com', brandName: 'Paper', brandNiche: 'Food' }

test('[D7] a new record gets its initial values', () => {
  expect(parseValues(creator, least, 'create')).toEqual({
    ok: true,
    value: {
      ...least,
      creatorTimezone: 'UTC',
      journeyStatus: 'ONBOARDING',
      priorityLevel: 3,
      isActive: true,
      primaryCommunicationChannel: 'Email',
    },
  })
})

test('[D7] an empty stage on a new record is the initial one', () => {
  const parsed = parseValues(creator, { ...least, journeyStatus: undefined, priorityLevel: null }, 'create')
  expect(parsed.ok && [parsed.value.journeyStatus, parsed.value.priorityLevel]).toEqual(['ONBOARDING', 3])
})

test('[D7] all that is wrong is said at once, in the order of the form', () => {
  expect(parseValues(creator, { creatorEmail: 'x', brandWebsite: 'javascript:1', priorityLevel: 9 }, 'create')).toEqual(
    {
      ok: false,
      error: [
        { field: 'creatorName', code: 'required' },
        { field: 'creatorEmail', code: 'bad-email' },
        { field: 'brandName', code: 'required' },
        { field: 'brandNiche', code: 'required' },
        { field: 'brandWebsite', code: 'bad-url-scheme' },
        { field: 'priorityLevel', code: 'out-of-range', limit: 5 },
      ],
    },
  )
})

test('[D7] a change touches only what it names', () => {
  expect(parseValues(creator, { brandTagline: ' x ', creatorPhone: '', brandNiche: undefined }, 'update')).toEqual({
    ok: true,
    value: { brandTagline: 'x', creatorPhone: null },
  })
  expect(parseValues(creator, { creatorName: '' }, 'update')).toEqual({
    ok: false,
    error: [{ field: 'creatorName', code: 'required' }],
  })
})

test.each(['updatedAt', 'credentials', 'deletedAt', 'stageHistory', 'nope', '__proto__', 'constructor'])(
  '[D8] %s is not for hands',
  field => {
    const values: unknown = JSON.parse(`{"${field}": 1}`)
    expect(parseValues(creator, Object(values), 'update')).toEqual({
      ok: false,
      error: [{ field, code: 'unknown-field' }],
    })
  },
)

test('[D16] the lock comes after 1 to 60 minutes', () => {
  for (const minutes of [1, 60]) expect(parseValues(settings, { lockAfterMinutes: minutes }, 'update').ok).toBe(true)
  for (const minutes of [0, 61]) expect(parseValues(settings, { lockAfterMinutes: minutes }, 'update').ok).toBe(false)
})

test('every field of every form stands in a section that its collection has', () => {
  for (const collection of Object.values(collections)) {
    const sections = new Set<string>(collection.sections.map(section => section.id))
    if (sections.size === 0) continue
    for (const { name, declaration } of formFields(collection))
      expect([name, sections.has(declaration.section ?? '')]).toEqual([name, true])
  }
})

test('the registry answers by name and by section', () => {
  expect(fieldNames(creator)).toContain('creatorName')
  expect(fieldOf(creator, 'toString')).toBeUndefined()
  expect(collectionOf('constructor')).toBeNull()
  expect(collectionOf('milestone')).toBe(collections.milestone)
  expect(sectionFields(creator, 'brand').map(field => field.name)).toEqual([
    'brandName',
    'brandTagline',
    'brandNiche',
    'brandLogo',
    'brandWebsite',
    'brandDescription',
  ])
})
