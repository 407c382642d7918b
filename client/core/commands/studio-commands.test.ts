import { expect, test } from 'vitest'
import { limits } from '#shared/protocol/limits.ts'
import { readFile } from '../documents/sealed-file.ts'
import {
  addDevice,
  allRows,
  createCreator,
  createTestStudio,
  creatorOf,
  startDevice,
  TestLog,
} from '../testing/test-devices.ts'

const values = {
  creatorName: 'Ana Lim',
  creatorEmail: 'ana@example.com',
  brandName: 'Tide',
  brandNiche: 'Surf',
  tags: ['VIP'],
}

test('[W1] a created record is a row with its initial values, and durable when the command answers', async () => {
  const studio = await createTestStudio()
  const device = await addDevice(studio)
  const id = await createCreator(device, values)
  const row = creatorOf(device, id)
  expect(row).toMatchObject({
    ...values,
    journeyStatus: 'ONBOARDING',
    priorityLevel: 3,
    isActive: true,
    conflicts: [],
    deletedAt: null,
  })
  expect(row.stageHistory).toEqual([{ stage: 'ONBOARDING', at: studio.clock, by: studio.member }])
  const next = await startDevice(studio, device.id, device.signKey, 'again')
  expect(creatorOf(next, id)).toEqual(row)
})

test('[W2] an edit writes one entry for the document and one for the trail', async () => {
  const studio = await createTestStudio()
  const device = await addDevice(studio)
  const id = await createCreator(device, values)
  studio.clock += 60_000
  const done = await device.commands.execute({
    kind: 'update',
    collection: 'creator',
    ids: [id],
    values: { brandNiche: 'Sailing', journeyStatus: 'LAUNCH' },
  })
  expect(done).toMatchObject({ ok: true })
  expect(creatorOf(device, id)).toMatchObject({
    brandNiche: 'Sailing',
    journeyStatus: 'LAUNCH',
    updatedAt: studio.clock,
    lastStatusChange: studio.clock,
  })
  expect(creatorOf(device, id).stageHistory).toHaveLength(2)
  expect(await device.journal.waiting()).toBe(4)
  const [event] = await device.source.database.entries.toArray().then(async () => {
    const { AuditTrail } = await import('../audit/audit-trail.ts')
    return new AuditTrail(device.source).of(id)
  })
  expect(event).toMatchObject({ action: 'UPDATE', targetDisplay: 'Tide', actorName: 'Ana', device: device.id })
  expect(event?.changes['brandNiche']).toEqual({ from: 'Surf', to: 'Sailing' })
})

test('[W3] writing what is there already moves nothing', async () => {
  const studio = await createTestStudio()
  const device = await addDevice(studio)
  const id = await createCreator(device, values)
  const waiting = await device.journal.waiting()
  const done = await device.commands.execute({
    kind: 'update',
    collection: 'creator',
    ids: [id],
    values: { brandNiche: 'Surf', tags: ['VIP'] },
  })
  expect(done).toEqual({ ok: false, error: { kind: 'nothing-to-do' } })
  expect(await device.journal.waiting()).toBe(waiting)
})

test('[W4] an invalid value is refused by field and nothing is written', async () => {
  const studio = await createTestStudio()
  const device = await addDevice(studio)
  const done = await device.commands.execute({
    kind: 'create',
    collection: 'creator',
    values: { ...values, creatorEmail: 'no', brandWebsite: 'javascript:alert(1)' },
  })
  expect(done).toMatchObject({ ok: false, error: { kind: 'invalid' } })
  expect(
    !done.ok && done.error.kind === 'invalid' ? done.error.problems.map(problem => problem.field).toSorted() : [],
  ).toEqual(['brandWebsite', 'creatorEmail'])
  expect(await device.journal.waiting()).toBe(0)
})

test('[W5] a second record with a known e-mail is refused and names the first', async () => {
  const studio = await createTestStudio()
  const device = await addDevice(studio)
  const id = await createCreator(device, values)
  const done = await device.commands.execute({
    kind: 'create',
    collection: 'creator',
    values: { ...values, creatorEmail: 'ANA@example.com' },
  })
  expect(done).toEqual({ ok: false, error: { kind: 'duplicate', field: 'creatorEmail', existing: id } })
})

test('[W6] every command can be taken back and done again', async () => {
  const studio = await createTestStudio()
  const device = await addDevice(studio)
  const id = await createCreator(device, { ...values, internalNotes: 'First words' })
  await device.commands.execute({
    kind: 'update',
    collection: 'creator',
    ids: [id],
    values: { brandName: 'Ebb', internalNotes: 'Other words', journeyStatus: 'LIVE' },
  })
  await device.commands.undo()
  expect(creatorOf(device, id)).toMatchObject({
    brandName: 'Tide',
    internalNotes: 'First words',
    journeyStatus: 'ONBOARDING',
  })
  expect(creatorOf(device, id).stageHistory).toHaveLength(1)
  await device.commands.redo()
  expect(creatorOf(device, id)).toMatchObject({ brandName: 'Ebb', internalNotes: 'Other words', journeyStatus: 'LIVE' })
  await device.commands.execute({ kind: 'trash', collection: 'creator', ids: [id] })
  expect(creatorOf(device, id).deletedAt).not.toBeNull()
  await device.commands.undo()
  expect(creatorOf(device, id).deletedAt).toBeNull()
  await device.commands.undo()
  await device.commands.undo()
  expect(creatorOf(device, id).deletedAt).not.toBeNull()
  expect(device.commands.undoState()).toMatchObject({ undo: null, redo: 'Add Tide' })
})

test('[W7] an import lands whole, is one undoable step, and changes nothing when cancelled', async () => {
  const studio = await createTestStudio()
  const device = await addDevice(studio)
  const rows = Array.from({ length: 60 }, (_, index) => ({
    line: index + 2,
    values: {
      creatorName: `Name ${index}`,
      creatorEmail: `n${index}@example.com`,
      brandName: `Brand ${index}`,
      brandNiche: 'Surf',
    },
  }))
  const cancelled = await device.commands.importRows(rows, () => device.commands.cancelImport())
  expect(cancelled).toEqual({ ok: false, error: { kind: 'cancelled' } })
  expect(allRows(device)).toEqual([])
  expect(await device.journal.waiting()).toBe(0)
  const done = await device.commands.importRows(rows, () => undefined)
  expect(done).toEqual({ ok: true, value: { created: 60, updated: 0, unchanged: 0 } })
  expect(allRows(device)).toHaveLength(60)
  await device.commands.undo()
  expect(allRows(device).every(row => row['deletedAt'] !== null)).toBe(true)
})

test('[W8] a document with a long life opens from its saved whole, with nothing lost', async () => {
  const studio = await createTestStudio()
  const device = await addDevice(studio)
  const id = await createCreator(device, values)
  for (let turn = 0; turn < 40; turn++) {
    await device.commands.execute({
      kind: 'update',
      collection: 'creator',
      ids: [id],
      values: { brandTagline: `Line ${turn}`, internalNotes: `Note ${turn}` },
    })
  }
  expect(await device.database.documents.count()).toBe(1)
  const next = await startDevice(studio, device.id, device.signKey, 'again')
  expect(creatorOf(next, id)).toMatchObject({ brandTagline: 'Line 39', internalNotes: 'Note 39' })
  await next.commands.execute({ kind: 'update', collection: 'creator', ids: [id], values: { brandTagline: 'Last' } })
  expect(creatorOf(next, id)).toMatchObject({ brandTagline: 'Last', internalNotes: 'Note 39' })
})

test('[W9] an image is sealed in the log, found again on another device, and refused above its limit', async () => {
  const studio = await createTestStudio()
  const [device, phone] = [await addDevice(studio), await addDevice(studio)]
  const bytes = new Uint8Array(40_000).fill(7)
  const stored = await device.commands.storeImage({ bytes, type: 'image/webp', width: 512, height: 512 })
  if (!stored.ok) throw new Error('stored')
  const id = await createCreator(device, { ...values, creatorAvatar: stored.value })
  expect(creatorOf(device, id).creatorAvatar).toEqual(stored.value)
  const log = new TestLog()
  await log.pushFrom(device)
  expect(await log.pullTo(phone)).toBeNull()
  expect(creatorOf(phone, id).creatorAvatar).toEqual(stored.value)
  const read = await readFile(phone.source, stored.value.blob)
  expect(read?.type).toBe('image/webp')
  expect(read?.bytes).toEqual(bytes)
  expect(await readFile(phone.source, id)).toBeNull()
  const tooLarge = await device.commands.storeImage({
    bytes: new Uint8Array(512_001),
    type: 'image/png',
    width: 1,
    height: 1,
  })
  expect(tooLarge).toEqual({ ok: false, error: { kind: 'too-large', limitBytes: 512_000 } })
  const again = await startDevice(studio, phone.id, phone.signKey, 'again')
  expect(creatorOf(again, id).creatorAvatar).toEqual(stored.value)
})

test('[W10] the longest texts that fields take fit in entries that the relay takes', async () => {
  const studio = await createTestStudio()
  const device = await addDevice(studio)
  const text = (seed: number) =>
    Array.from({ length: 100_000 }, (_, index) => String.fromCharCode(0x4e00 + ((index * seed) % 20_011))).join('')
  const texts = (seed: number) => ({
    internalNotes: text(seed),
    brandDescription: text(seed + 2),
    communicationNotes: text(seed + 4),
  })
  const id = await createCreator(device, { ...values, ...texts(7_919) })
  const done = await device.commands.execute({
    kind: 'update',
    collection: 'creator',
    ids: [id],
    values: texts(104_729),
  })
  expect(done.ok).toBe(true)
  expect(creatorOf(device, id)).toMatchObject(texts(104_729))
  const sizes = (await device.database.entries.toArray()).map(entry => entry.bytes.length)
  expect(Math.max(...sizes)).toBeLessThanOrEqual(limits.entryBytes)
}, 60_000)
