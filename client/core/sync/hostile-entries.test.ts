import * as A from '@automerge/automerge/slim'
import { expect, test } from 'vitest'
import { StreamId } from '#shared/protocol/ids.ts'
import type { StateDevice } from '#shared/protocol/state.ts'
import { settings } from '#shared/domain/settings.ts'
import { creator } from '#shared/domain/creator.ts'
import { encodeChange } from '../documents/document-chunks.ts'
import { initialDocument } from '../documents/aggregate-document.ts'
import {
  addDevice,
  allRows,
  createCreator,
  createSettings,
  createTestStudio,
  creatorOf,
  startDevice,
  takeIn,
  TestLog,
  type TestDevice,
} from '../testing/test-devices.ts'

/** What an enrolled device with a fault, or in wrong hands, can sign: every entry here is well sealed and chained. */
const values = { creatorName: 'Ana Lim', creatorEmail: 'ana@example.com', brandName: 'Tide', brandNiche: 'Surf' }

async function studioWithRogue() {
  const studio = await createTestStudio()
  const [laptop, phone, rogue] = [await addDevice(studio), await addDevice(studio), await addDevice(studio)]
  const log = new TestLog()
  await createSettings(studio, laptop)
  const id = await createCreator(laptop, values)
  await log.pushFrom(laptop)
  for (const device of [phone, rogue]) await log.pullTo(device)
  return { studio, laptop, phone, rogue, log, id }
}

type Written = { readonly stream: string; readonly model: string; readonly chunk: Uint8Array }

async function sign(log: TestLog, device: TestDevice, written: readonly Written[]): Promise<void> {
  const drafts = written.map(({ stream, model, chunk }) => ({
    kind: 'change' as const,
    stream: StreamId.parse(stream),
    plaintext: encodeChange(model, chunk),
  }))
  log.receive((await device.journal.author(drafts)).map(entry => entry.bytes))
}

function documentOf(content: Record<string, unknown>): Uint8Array {
  return A.save(A.from(content))
}

/** What the next session makes of the entries alone. */
async function rebuilt(studio: Awaited<ReturnType<typeof createTestStudio>>, device: TestDevice) {
  await device.journal.forgetRows(0)
  return startDevice(studio, device.id, device.signKey, 'rebuilt')
}

test('[R4] settings under another id, and a record under the settings’ id, change neither', async () => {
  const { studio, phone, rogue, log, id } = await studioWithRogue()
  const before = phone.model.row('settings', studio.workspace)
  await sign(log, rogue, [
    { stream: id, model: 'settings', chunk: documentOf(initialDocument(settings, { studioName: 'Mine' })) },
    {
      stream: '00000000-0000-4000-8000-00000000000a',
      model: 'settings',
      chunk: documentOf(initialDocument(settings, { studioName: 'Mine' })),
    },
    { stream: studio.workspace, model: 'creator', chunk: documentOf(initialDocument(creator, values)) },
  ])
  expect(await log.pullTo(phone)).toBeNull()
  for (const device of [phone, await rebuilt(studio, phone)]) {
    expect(device.model.rows('settings').size).toBe(1)
    expect(device.model.row('settings', studio.workspace)).toEqual(before)
    expect(allRows(device).map(row => row.id)).toEqual([id])
    expect(creatorOf(device, id).brandName).toBe('Tide')
  }
  expect(phone.aside.at(-1)?.map(item => item.refusal)).toEqual(['cannot-apply', 'cannot-apply', 'cannot-apply'])
})

test('[R5] one change that cannot be read takes no record with it', async () => {
  const { studio, laptop, phone, rogue, log, id } = await studioWithRogue()
  await sign(log, rogue, [{ stream: id, model: 'creator', chunk: new Uint8Array([1, 2, 3, 4]) }])
  expect(await log.pullTo(phone)).toBeNull()
  expect(phone.aside.at(-1)?.map(item => item.refusal)).toEqual(['cannot-apply'])
  await laptop.commands.execute({ kind: 'update', collection: 'creator', ids: [id], values: { brandName: 'Ebb' } })
  await log.pushFrom(laptop)
  expect(await log.pullTo(phone)).toBeNull()
  expect(creatorOf(phone, id).brandName).toBe('Ebb')
  const edit = await phone.commands.execute({
    kind: 'update',
    collection: 'creator',
    ids: [id],
    values: { brandTagline: 'Still here' },
  })
  expect(edit.ok).toBe(true)
  expect(creatorOf(await rebuilt(studio, phone), id)).toMatchObject({ brandName: 'Ebb', brandTagline: 'Still here' })
})

test('[D23] values of other shapes and keys that JavaScript knows become plain rows', async () => {
  const { phone, rogue, log } = await studioWithRogue()
  const stream = '00000000-0000-4000-8000-00000000000b'
  const hostile = {
    model: 'creator',
    brandName: { evil: true },
    creatorName: 5,
    creatorTimezone: 'Mars/Olympus',
    journeyStatus: 'HACKED',
    updatedAt: 1e300,
    tags: { constructor: true, hasOwnProperty: true },
    otherSocialLinks: { constructor: 'javascript:alert(1)', toString: 7 },
    stageHistory: 'none',
    priorityLevel: -1e9,
  }
  await sign(log, rogue, [{ stream, model: 'creator', chunk: documentOf(hostile) }])
  expect(await log.pullTo(phone)).toBeNull()
  const row = creatorOf(phone, stream)
  expect(row).toMatchObject({ brandName: '', creatorName: '', creatorTimezone: 'UTC', journeyStatus: 'ONBOARDING' })
  expect(row.tags).toEqual(['constructor', 'hasOwnProperty'])
  expect([row.updatedAt, row.stageHistory]).toEqual([null, []])
  expect(typeof Object.prototype.toString).toBe('function')
})

test('[L6] an entry that was set aside twice is taken in once, and is no fork', async () => {
  const studio = await createTestStudio()
  const phone = await addDevice(studio)
  const late = await addDevice(studio, { isListed: false })
  const log = new TestLog()
  const id = await createCreator(late, values)
  await log.pushFrom(late)
  const twice = [...log.entries, ...log.entries].map((entry, index) => ({ ...entry, relaySequence: index + 1 }))
  expect(await takeIn(phone, { head: twice.length, stateSequence: 1, entries: twice })).toBeNull()
  studio.devices.push(listed(studio, late))
  expect(await phone.intake.retryAside()).toBeNull()
  expect(creatorOf(phone, id).brandName).toBe('Tide')
  expect(await phone.database.aside.count()).toBe(0)
})

test('[S6] what others saw of a removed device beyond its last entry is not held to be withheld', async () => {
  const { studio, laptop, phone, rogue, log, id } = await studioWithRogue()
  const settled = rogue.journal.tips().get(rogue.id, 'data')?.sequence ?? 0
  await rogue.commands.execute({ kind: 'update', collection: 'creator', ids: [id], values: { brandTagline: 'Mine' } })
  await log.pushFrom(rogue)
  // The laptop heard of it before the removal was known; the phone pulls after it.
  await log.pullTo(laptop)
  const at = studio.devices.findIndex(device => device.id === rogue.id)
  const known = studio.devices[at]
  if (known === undefined) throw new Error('the device is listed')
  studio.devices[at] = { ...known, revokedAt: 2, lastData: settled, lastAudit: 0 }
  const other = await createCreator(laptop, { ...values, creatorEmail: 'other@example.com' })
  await log.pushFrom(laptop)
  expect(await log.pullTo(phone)).toBeNull()
  expect(creatorOf(phone, other).brandName).toBe('Tide')
  expect(creatorOf(phone, id).brandTagline).toBeNull()
})

function listed(studio: Awaited<ReturnType<typeof createTestStudio>>, device: TestDevice): StateDevice {
  return {
    id: device.id,
    member: studio.member,
    signKey: device.signKey.publicKey,
    receiveKey: new Uint8Array(32),
    addedAt: 1,
    revokedAt: null,
    lastData: null,
    lastAudit: null,
  }
}
