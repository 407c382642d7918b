import { expect, test } from 'vitest'
import { parseRequestOptions } from './passkey-options.ts'

test('a transport that this version does not know costs nobody their passkey', () => {
  const options = {
    challenge: 'AAAA',
    allowCredentials: [{ id: 'AAAA', type: 'public-key', transports: ['usb', 'telepathy'] }],
  }
  expect(parseRequestOptions(options).allowCredentials).toEqual([
    { id: 'AAAA', type: 'public-key', transports: ['usb'] },
  ])
})
