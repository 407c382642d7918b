import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { appVersion } from './version.ts'

test('the app tells the version of the package', () => {
  expect(JSON.parse(readFileSync('package.json', 'utf8')).version).toBe(appVersion)
})
