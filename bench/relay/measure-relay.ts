import { readFileSync } from 'node:fs'
import { startRelay } from '#e2e/support/relay.ts'
import { createSoftwareAuthenticator } from '#server/testing/software-authenticator.ts'
import { createTestStudio, type TestStudio } from '#server/testing/test-studio.ts'
import { encodeBatch } from '#shared/protocol/entry.ts'
import { median, type Figure } from '../figure.ts'
import { createRelayClient, type RelayClient } from './relay-client.ts'

const setupToken = 'bench-setup-token'
/** As large as the entry of a creator that was imported. */
const bodyBytes = 1_100
const rounds = 5

/** Pushes signed entries over HTTP, one request after the other. Each is durable before the relay answers. */
export async function measureRelay(relayEntry: string, entries: number): Promise<Figure[]> {
  const relay = await startRelay({ entry: relayEntry, setupToken })
  const client = createRelayClient(relay.origin)
  try {
    const studio = await foundStudio(client, relay.origin)
    const ones = Math.max(200, Math.round(entries / 100))
    await pushSingly(client, studio, ones)
    const single = await perSecond(() => pushSingly(client, studio, ones), ones)
    const part = Math.max(1_000, Math.round(entries / 10 / 100) * 100)
    await pushEntries(client, studio, part, 100)
    const batched = await perSecond(() => pushEntries(client, studio, part, 100), part)
    let stored = ones * (rounds + 1) + part * (rounds + 1)
    for (; stored < entries; stored += part) await pushEntries(client, studio, part, 100)
    return [
      {
        name: 'relay: entries pushed one by one, over two connections',
        value: single,
        unit: 'entries/s',
        target: 1_000,
        better: 'higher',
      },
      {
        name: 'relay: entries pushed in batches of 100',
        value: batched,
        unit: 'entries/s',
        target: 8_000,
        better: 'higher',
      },
      {
        name: `relay: resident memory at ${stored.toLocaleString('en-GB')} entries`,
        value: residentMegabytes(relay.pid()),
        unit: 'MB',
        target: 150,
        better: 'lower',
      },
    ]
  } finally {
    client.close()
    await relay.dispose()
  }
}

async function perSecond(push: () => Promise<number>, entries: number): Promise<number> {
  const speeds: number[] = []
  for (let round = 0; round < rounds; round++) speeds.push(entries / ((await push()) / 1000))
  return median(speeds)
}

/** Answers the milliseconds of the pushes alone: the entries were sealed and signed before. */
async function pushEntries(
  client: RelayClient,
  studio: TestStudio,
  entries: number,
  perBatch: number,
): Promise<number> {
  const body = new Uint8Array(bodyBytes).fill(9)
  const batches = Array.from({ length: entries / perBatch }, () =>
    encodeBatch(Array.from({ length: perBatch }, () => studio.write(studio.device, { body }))),
  )
  const startedAt = performance.now()
  for (const batch of batches) await client.push(batch)
  return performance.now() - startedAt
}

/** Two senders side by side, as two devices are: each sends its lane's next entry once the one before is durable. */
async function pushSingly(client: RelayClient, studio: TestStudio, entries: number): Promise<number> {
  const body = new Uint8Array(bodyBytes).fill(9)
  const lanes = (['data', 'audit'] as const).map(lane =>
    Array.from({ length: entries / 2 }, () => encodeBatch([studio.write(studio.device, { body, lane })])),
  )
  const startedAt = performance.now()
  await Promise.all(
    lanes.map(async batches => {
      for (const batch of batches) await client.push(batch)
    }),
  )
  return performance.now() - startedAt
}

async function foundStudio(client: RelayClient, origin: string): Promise<TestStudio> {
  const passkeys = createSoftwareAuthenticator(origin)
  const studio = createTestStudio('bench')
  await client.post('/api/setup/token', { token: setupToken })
  const { options } = await client.post('/api/setup/passkey/options', {})
  await client.post('/api/setup/passkey', { response: passkeys.create(options as Record<string, unknown>) })
  await client.post('/api/setup/complete', studio.setupComplete())
  return studio
}

/** Linux tells it in kB (proc(5), VmRSS). */
function residentMegabytes(pid: number): number {
  const found = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Number(found) / 1024
}
