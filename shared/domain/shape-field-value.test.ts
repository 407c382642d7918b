import fc from 'fast-check'
import { expect, test } from 'vitest'
import { collections, fieldOf } from './registry.ts'
import { creator } from './creator.ts'
import type { CollectionDeclaration } from './field.ts'
import { emptyValue, parseFieldValue } from './parse-field-value.ts'
import { settings } from './settings.ts'
import { shapeFieldValue } from './shape-field-value.ts'

const declarations = Object.values(collections).flatMap((collection: CollectionDeclaration) =>
  Object.values(collection.fields),
)
const anything = fc.oneof(
  fc.anything({ withNullPrototype: true }),
  fc.jsonValue(),
  fc.constantFrom(Number.NaN, Infinity, 1e300, -1, '2026-02-30', 'Mars/Olympus', '__proto__', ['ONBOARDING']),
)

test('[D23] nothing that a document holds makes a row throw, and a row’s value is its own shape', () => {
  fc.assert(
    fc.property(fc.constantFrom(...declarations), anything, (declaration, stored) => {
      const value = shapeFieldValue(declaration, stored)
      expect(value).toBeDefined()
      expect(shapeFieldValue(declaration, value)).toEqual(value)
      expect({}).not.toHaveProperty('polluted')
    }),
    { numRuns: 2_000 },
  )
})

test('[D23] what a command may write comes out of the document as it went in', () => {
  fc.assert(
    fc.property(fc.constantFrom(...declarations), anything, (declaration, input) => {
      const parsed = parseFieldValue(declaration, input)
      const isWritten = parsed.ok && declaration.type !== 'instant' && parsed.value !== null
      const written = isWritten ? parsed.value : emptyValue(declaration)
      const isBare = written === null && declaration.required === true
      expect(isBare ? null : shapeFieldValue(declaration, written)).toEqual(written)
    }),
    { numRuns: 2_000 },
  )
})

function creatorValue(field: string, stored: unknown): unknown {
  const declaration = fieldOf(creator, field)
  if (declaration === undefined) throw new Error(`no field ${field}`)
  return shapeFieldValue(declaration, stored)
}

test('[D23] a value of another shape gives way to the empty one', () => {
  expect(creatorValue('brandName', 7)).toBe('')
  expect(creatorValue('creatorTimezone', 'Mars/Olympus')).toBe('UTC')
  expect(creatorValue('journeyStatus', 'HACKED')).toBe('ONBOARDING')
  expect(creatorValue('updatedAt', 8.64e15)).toBeNull()
  expect(creatorValue('tags', { a: 1 })).toEqual([])
  expect(creatorValue('otherSocialLinks', { Shop: { toString: 1 }, Site: 'https://a.example' })).toEqual({
    Site: 'https://a.example',
  })
  expect(creatorValue('stageHistory', [{ stage: 'LIVE', at: 1, by: 'x' }, { stage: 'X' }, 3])).toEqual([
    { stage: 'LIVE', at: 1, by: 'x' },
  ])
  expect(shapeFieldValue(settings.fields.lockAfterMinutes, 1e9)).toBe(10)
  expect(shapeFieldValue(settings.fields.lockAfterMinutes, Number.NaN)).toBe(10)
  expect(emptyValue(settings.fields.workspaceTimezone)).toBe('UTC')
})

test('[D23] keys that mean something to JavaScript are names like any other', () => {
  const stored: unknown = JSON.parse('{"__proto__": {"name": "x", "polluted": 1}, "constructor": {"name": 5}, "a": 1}')
  const shaped = shapeFieldValue(settings.fields.devices, stored)
  expect(JSON.stringify(shaped)).toBe('{"__proto__":{"name":"x","polluted":1},"constructor":{"name":""}}')
  expect({}).not.toHaveProperty('polluted')
})
