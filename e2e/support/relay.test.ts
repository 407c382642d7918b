import { expect, test } from 'vitest'
import { startRelay } from './relay.ts'

test('the relay as a process: it starts, is killed, and comes back on the same port with the same data', async () => {
  const relay = await startRelay()
  try {
    await relay.kill()
    await expect(fetch(`${relay.origin}/healthz`)).rejects.toThrow()
    await relay.start()
    const response = await fetch(`${relay.origin}/api/status`)
    expect(await response.json()).toMatchObject({ founded: false })
  } finally {
    await relay.dispose()
  }
})
