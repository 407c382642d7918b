import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fitWithin, resizeImage, sourceBytesMax } from './resize-image.ts'

const length = fc.integer({ min: 1, max: 40_000 })

test('a picture fits within the edge, is at least a pixel each way and is never blown up', () => {
  fc.assert(
    fc.property(length, length, (width, height) => {
      const fitted = fitWithin({ width, height }, 512)
      expect(Math.max(fitted.width, fitted.height)).toBe(Math.min(512, Math.max(width, height)))
      expect(Math.min(fitted.width, fitted.height)).toBeGreaterThanOrEqual(1)
      expect(fitted.width).toBeLessThanOrEqual(width)
      expect(fitted.height).toBeLessThanOrEqual(height)
    }),
  )
})

test('a picture keeps its proportions to the pixel', () => {
  expect(fitWithin({ width: 4000, height: 3000 }, 512)).toEqual({ width: 512, height: 384 })
  expect(fitWithin({ width: 300, height: 200 }, 512)).toEqual({ width: 300, height: 200 })
})

test('a drawing made of lines fills the edge whatever size it claims', () => {
  expect(fitWithin({ width: 24, height: 12 }, 512, true)).toEqual({ width: 512, height: 256 })
})

test('what cannot be a picture is refused before it is read', async () => {
  expect(await resizeImage(new Blob(['words'], { type: 'text/plain' }))).toEqual({
    ok: false,
    error: { kind: 'not-an-image' },
  })
  expect(await resizeImage(new Blob([], { type: 'image/png' }))).toEqual({ ok: false, error: { kind: 'empty' } })
  const bytes = sourceBytesMax + 1
  expect(await resizeImage(new Blob([new Uint8Array(bytes)], { type: 'image/png' }))).toEqual({
    ok: false,
    error: { kind: 'file-too-large', bytes, limitBytes: sourceBytesMax },
  })
})
