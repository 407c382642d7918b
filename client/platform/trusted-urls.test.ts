import { afterEach, expect, test, vi } from 'vitest'
import { trustedScriptUrl } from './trusted-urls.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

test('scripts start from the app’s own addresses and from nothing else', () => {
  vi.stubGlobal('location', new URL('https://studio.example/creators'))
  expect(trustedScriptUrl('/assets/worker.js')).toBe('https://studio.example/assets/worker.js')
  const foreign = [
    'https://evil.example/worker.js',
    '//evil.example/worker.js',
    'blob:https://studio.example/5a0e0b5c-0000-4000-8000-000000000000',
    'data:text/javascript,alert(1)',
    'javascript:alert(1)',
    'http://studio.example/worker.js',
  ]
  for (const url of foreign) expect(() => trustedScriptUrl(url)).toThrow(TypeError)
})
