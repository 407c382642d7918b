import { expect, test } from 'vitest'
import { bytesToHex } from './bytes.ts'
import { bytesToId, type DeviceId } from './ids.ts'
import { sessionMessage } from './session-message.ts'

test('[A2] a device signs origin, device and challenge, each in its place', () => {
  const device = bytesToId<DeviceId>(new Uint8Array(16).fill(1))
  const message = sessionMessage('https://studio.example', device, new Uint8Array(32).fill(2))
  const text = new TextDecoder().decode(message)
  expect(text).toContain('wlos/session/v1')
  expect(text).toContain(device)
  expect(bytesToHex(message.subarray(0, 4))).toBe('0000000f')
  expect(message).toHaveLength(4 * 4 + 15 + 22 + 36 + 32)
})
