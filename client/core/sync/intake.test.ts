import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Bytes } from '#shared/protocol/bytes.ts'
import { decodeEntry, encodeEntry } from '#shared/protocol/entry.ts'
import { StreamId } from '#shared/protocol/ids.ts'
import {
  addDevice,
  allRows,
  createCreator,
  createTestStudio,
  creatorOf,
  startDevice,
  takeIn,
  TestLog,
  type TestDevice,
  type TestStudio,
} from '../testing/test-devices.ts'

const values = { creatorName: 'Ana Lim', creatorEmail: 'ana@example.com', brandName: 'Tide', brandNiche: 'Surf' }

async function twoDevices() {
  const studio = await createTestStudio()
  const [laptop, phone] = [await addDevice(studio), await addDevice(studio)]
  const log = new TestLog()
  const id = await createCreator(laptop, { ...values, internalNotes: 'Likes voice notes.' })
  await log.pushFrom(laptop)
  await log.pullTo(phone)
  return { studio, laptop, phone, log, id }
}

function update(device: TestDevice, id: string, changed: Record<string, unknown>) {
  return device.commands.execute({ kind: 'update', collection: 'creator', ids: [id], values: changed })
}

async function meet(log: TestLog, ...devices: TestDevice[]) {
  for (const device of devices) await log.pushFrom(device)
  for (const device of devices) expect(await log.pullTo(device)).toBeNull()
}

test('[Y1] what one device wrote another one finds, equal', async () => {
  const { laptop, phone, id } = await twoDevices()
  expect(creatorOf(phone, id)).toEqual(creatorOf(laptop, id))
})

test('[M1] different fields edited apart are both kept', async () => {
  const { laptop, phone, log, id } = await twoDevices()
  await update(laptop, id, { brandNiche: 'Sailing' })
  await update(phone, id, { brandTagline: 'Ebb and flow' })
  await meet(log, laptop, phone)
  for (const device of [laptop, phone])
    expect(creatorOf(device, id)).toMatchObject({ brandNiche: 'Sailing', brandTagline: 'Ebb and flow', conflicts: [] })
})

test('[M2] long text edited apart merges', async () => {
  const { laptop, phone, log, id } = await twoDevices()
  await update(laptop, id, { internalNotes: 'Really likes voice notes.' })
  await update(phone, id, { internalNotes: 'Likes voice notes. Call after ten.' })
  await meet(log, laptop, phone)
  for (const device of [laptop, phone])
    expect(creatorOf(device, id).internalNotes).toBe('Really likes voice notes. Call after ten.')
})

test('[M3] one field written apart is a conflict on both until somebody chooses', async () => {
  const { laptop, phone, log, id } = await twoDevices()
  await update(laptop, id, { brandName: 'Ebb' })
  await update(phone, id, { brandName: 'Flow' })
  await meet(log, laptop, phone)
  expect(creatorOf(laptop, id).conflicts).toEqual(['brandName'])
  expect(creatorOf(laptop, id)).toEqual(creatorOf(phone, id))
  await phone.commands.execute({ kind: 'settle', collection: 'creator', id, field: 'brandName', value: 'Ebb' })
  await meet(log, laptop, phone)
  for (const device of [laptop, phone]) expect(creatorOf(device, id)).toMatchObject({ brandName: 'Ebb', conflicts: [] })
})

test('[M3] a field that was empty and is filled in apart is a conflict too', async () => {
  const { laptop, phone, log, id } = await twoDevices()
  await update(laptop, id, { brandTagline: 'Ebb' })
  await update(phone, id, { brandTagline: 'Flow' })
  await meet(log, laptop, phone)
  for (const device of [laptop, phone]) expect(creatorOf(device, id).conflicts).toEqual(['brandTagline'])
  expect(creatorOf(laptop, id)).toEqual(creatorOf(phone, id))
})

test('[M4] the same value written apart is no conflict, and updatedAt is the later one', async () => {
  const { studio, laptop, phone, log, id } = await twoDevices()
  studio.clock += 1_000
  await update(laptop, id, { brandName: 'Ebb' })
  studio.clock += 1_000
  await update(phone, id, { brandName: 'Ebb' })
  await meet(log, laptop, phone)
  for (const device of [laptop, phone])
    expect(creatorOf(device, id)).toMatchObject({ brandName: 'Ebb', conflicts: [], updatedAt: studio.clock })
})

test('[M5] tags added and removed apart merge one by one', async () => {
  const { laptop, phone, log, id } = await twoDevices()
  await laptop.commands.execute({ kind: 'add-tags', collection: 'creator', ids: [id], tags: ['VIP', 'Paid'] })
  await meet(log, laptop, phone)
  await laptop.commands.execute({ kind: 'remove-tags', collection: 'creator', ids: [id], tags: ['Paid'] })
  await phone.commands.execute({ kind: 'add-tags', collection: 'creator', ids: [id], tags: ['Launch'] })
  await meet(log, laptop, phone)
  for (const device of [laptop, phone]) expect(creatorOf(device, id).tags).toEqual(['Launch', 'VIP'])
})

test('[Y2] a page pulled twice changes nothing', async () => {
  const { laptop, phone, log, id } = await twoDevices()
  const before = creatorOf(phone, id)
  expect(await takeIn(phone, { head: log.entries.length, stateSequence: 1, entries: [] })).toBeNull()
  expect(creatorOf(phone, id)).toEqual(before)
  expect(await log.pullTo(laptop)).toBeNull()
})

test('[Y3] an acknowledgement that was lost is made up by the pull', async () => {
  const studio = await createTestStudio()
  const laptop = await addDevice(studio)
  const log = new TestLog()
  await createCreator(laptop, values)
  log.receive((await laptop.journal.outbox(10)).map(entry => entry.bytes))
  expect(await laptop.journal.waiting()).toBe(2)
  expect(await log.pullTo(laptop)).toBeNull()
  expect(await laptop.journal.waiting()).toBe(0)
  expect(allRows(laptop)).toHaveLength(1)
})

test('[Y4] a session that ended between the pages of a long pull goes on where it was', async () => {
  const studio = await createTestStudio()
  const [laptop, phone] = [await addDevice(studio), await addDevice(studio)]
  const log = new TestLog()
  const rows = Array.from({ length: 150 }, (_, index) => ({
    line: index,
    values: { ...values, creatorEmail: `n${index}@example.com` },
  }))
  await laptop.commands.importRows(rows, () => undefined)
  await log.pushFrom(laptop)
  const page = log.page(0, 100)
  await phone.intake.takeIn(page, await phone.intake.examine(page.entries), false)
  const again = await startDevice(studio, phone.id, phone.signKey, 'again')
  expect(allRows(again)).toHaveLength(100)
  expect(await log.pullTo(again)).toBeNull()
  expect(allRows(again)).toEqual(allRows(laptop))
  const third = await startDevice(studio, phone.id, phone.signKey, 'again')
  expect(allRows(third)).toEqual(allRows(laptop))
})

async function disturbed(change: (bytes: Bytes, studio: TestStudio) => Bytes | Promise<Bytes>) {
  const { studio, laptop, phone, log, id } = await twoDevices()
  await update(laptop, id, { brandName: 'Ebb' })
  const tablet = await addDevice(studio)
  await log.pullTo(tablet)
  const other = await createCreator(tablet, { ...values, creatorEmail: 'other@example.com' })
  const [entry] = await laptop.journal.outbox(1)
  await log.pushFrom(laptop)
  await log.pushFrom(tablet)
  const index = log.entries.findIndex(item => item.bytes === entry?.bytes || equal(item.bytes, entry?.bytes))
  const relayed = log.entries[index]
  if (relayed === undefined) throw new Error('the entry is in the log')
  log.entries[index] = { ...relayed, bytes: await change(relayed.bytes, studio) }
  const before = creatorOf(phone, id)
  return { phone, log, id, other, before }
}

function equal(a: Bytes, b: Bytes | undefined): boolean {
  return b !== undefined && Buffer.from(a).equals(Buffer.from(b))
}

function reshaped(bytes: Bytes, change: (entry: { headerBytes: Bytes; body: Bytes; signature: Bytes }) => void): Bytes {
  const entry = decodeEntry(bytes)
  if (!entry.ok) throw new Error('whole')
  const copy = {
    headerBytes: entry.value.headerBytes.slice(),
    body: entry.value.body.slice(),
    signature: entry.value.signature.slice(),
  }
  change(copy)
  return encodeEntry(copy)
}

test.each([
  ['a bad signature', 'bad-signature', (bytes: Bytes) => reshaped(bytes, entry => entry.signature.fill(1))],
  ['a changed body', 'bad-signature', (bytes: Bytes) => reshaped(bytes, entry => entry.body.fill(1, 60))],
  [
    'an unknown version',
    'unknown-version',
    (bytes: Bytes) => reshaped(bytes, entry => entry.headerBytes.fill(2, 1, 2)),
  ],
  ['bytes that are no entry', 'malformed', () => new Uint8Array([1, 2, 3])],
] as const)('[Y5] %s is kept aside by name and the rest goes on', async (_, refusal, change) => {
  const { phone, log, id, other, before } = await disturbed(bytes => change(bytes))
  expect(await log.pullTo(phone)).toBeNull()
  expect(creatorOf(phone, id)).toEqual(before)
  expect(creatorOf(phone, other)).toMatchObject({ creatorEmail: 'other@example.com' })
  expect(phone.aside.at(-1)?.map(item => item.refusal)).toEqual([refusal])
  expect(await phone.database.aside.count()).toBe(1)
})

test('[Y6] an entry of another workspace or of a device that nobody enrolled is kept aside', async () => {
  const { studio, phone, log } = await twoDevices()
  const stranger = await addDevice(studio, { isListed: false })
  await createCreator(stranger, { ...values, creatorEmail: 's@example.com' })
  await log.pushFrom(stranger)
  const foreign = await createTestStudio()
  const outsider = await addDevice(foreign)
  await createCreator(outsider, { ...values, creatorEmail: 'o@example.com' })
  await log.pushFrom(outsider)
  const before = allRows(phone)
  expect(await log.pullTo(phone)).toBeNull()
  expect(allRows(phone)).toEqual(before)
  expect(new Set(phone.aside.at(-1)?.map(item => item.refusal))).toEqual(
    new Set(['foreign-device', 'foreign-workspace']),
  )
})

test('[Y7] what was set aside is taken in once its author is known', async () => {
  const { studio, phone, log } = await twoDevices()
  const late = await addDevice(studio, { isListed: false })
  const id = await createCreator(late, { ...values, creatorEmail: 'late@example.com' })
  await log.pushFrom(late)
  await log.pullTo(phone)
  expect(phone.model.row('creator', id)).toBeNull()
  studio.devices.push({
    id: late.id,
    member: studio.member,
    signKey: late.signKey.publicKey,
    receiveKey: new Uint8Array(32),
    addedAt: 1,
    revokedAt: null,
    lastData: null,
    lastAudit: null,
  })
  expect(await phone.intake.retryAside()).toBeNull()
  expect(creatorOf(phone, id)).toMatchObject({ creatorEmail: 'late@example.com' })
  expect(await phone.database.aside.count()).toBe(0)
})

test('[L4] a relay that goes back, skips, forks or withholds is told and changes nothing', async () => {
  const { studio, laptop, phone, log, id } = await twoDevices()
  const before = allRows(phone)
  expect(await takeIn(phone, { head: 1, stateSequence: 1, entries: [] })).toEqual({
    kind: 'rolled-back',
    expected: log.entries.length,
    found: 1,
  })
  await update(laptop, id, { brandName: 'Ebb' })
  await update(laptop, id, { brandName: 'Flow' })
  await log.pushFrom(laptop)
  const cursor = phone.intake.cursor()
  const skipping = { head: log.entries.length, stateSequence: 1, entries: log.entries.slice(cursor + 1) }
  expect(await takeIn(phone, skipping)).toMatchObject({ kind: 'rolled-back' })
  const tablet = await addDevice(studio)
  await log.pullTo(tablet)
  await update(tablet, id, { brandTagline: 'Seen it all' })
  const [seen] = (await tablet.journal.outbox(1)).map(entry => entry.bytes)
  if (seen === undefined) throw new Error('one entry')
  const withheld = {
    head: cursor + 1,
    stateSequence: 1,
    entries: [{ relaySequence: cursor + 1, receivedAt: 1, ip: null, bytes: seen }],
  }
  expect(await takeIn(phone, withheld)).toMatchObject({ kind: 'withheld', device: laptop.id })
  expect(allRows(phone)).toEqual(before)
})

test('[L4] a forged entry does not hide that real ones are withheld', async () => {
  const { studio, laptop, phone, log, id } = await twoDevices()
  const cursor = phone.intake.cursor()
  await update(laptop, id, { brandName: 'Ebb' })
  const [real] = (await laptop.journal.outbox(1)).map(entry => entry.bytes)
  if (real === undefined) throw new Error('one entry')
  await log.pushFrom(laptop)
  const tablet = await addDevice(studio)
  await log.pullTo(tablet)
  await update(tablet, id, { brandTagline: 'Seen it all' })
  const [seen] = (await tablet.journal.outbox(1)).map(entry => entry.bytes)
  const forged = reshaped(real, entry => entry.signature.fill(1))
  const entries = [forged, seen ?? forged].map((bytes, index) => ({
    relaySequence: cursor + 1 + index,
    receivedAt: 1,
    ip: null,
    bytes,
  }))
  expect(await takeIn(phone, { head: cursor + 2, stateSequence: 1, entries })).toMatchObject({
    kind: 'withheld',
    device: laptop.id,
  })
})

test('[S8] a fresh device that is shown less than the signed state names is told', async () => {
  const studio = await createTestStudio()
  const laptop = await addDevice(studio)
  const log = new TestLog()
  for (const index of [1, 2, 3]) await createCreator(laptop, { ...values, creatorEmail: `n${index}@example.com` })
  expect(laptop.journal.relayedHeads([])).toEqual([])
  await log.pushFrom(laptop)
  studio.heads = laptop.journal.relayedHeads([])
  expect(studio.heads.map(head => head.sequence)).toEqual([3, 3])
  const [deceived, served] = [await addDevice(studio), await addDevice(studio)]
  const shortened = { head: 4, stateSequence: 1, entries: log.entries.slice(0, 4) }
  expect(await takeIn(deceived, shortened)).toMatchObject({ kind: 'withheld', device: laptop.id })
  expect(await takeIn(await addDevice(studio), { head: 0, stateSequence: 1, entries: [] })).toMatchObject({
    kind: 'withheld',
  })
  expect(await log.pullTo(served)).toBeNull()
})

test('[L5] two entries at one position of a lane are a fork', async () => {
  const { studio, laptop, phone, log, id } = await twoDevices()
  const cursor = phone.intake.cursor()
  // A twin of the laptop, as a restored disk image would be, writes at a position that the laptop wrote at too.
  const twin = await addDevice(studio, { isListed: false })
  await update(laptop, id, { brandName: 'Ebb' })
  await log.pushFrom(laptop)
  expect(await log.pullTo(phone)).toBeNull()
  const copy = await startDevice(studio, laptop.id, laptop.signKey, 'twin')
  expect(copy.journal.tips().get(laptop.id, 'data')?.sequence).toBe(2)
  const draft = [{ kind: 'change', stream: StreamId.parse(id), plaintext: new Uint8Array([1]) }] as const
  const forged = await twin.journal.author(draft)
  expect(forged).toHaveLength(1)
  const rewritten = await rewriteAt(studio, laptop, 2)
  const page = {
    head: phone.intake.cursor() + 1,
    stateSequence: 1,
    entries: [{ relaySequence: phone.intake.cursor() + 1, receivedAt: 1, ip: null, bytes: rewritten }],
  }
  expect(await takeIn(phone, page)).toEqual({ kind: 'forked', device: laptop.id, sequence: 2 })
  expect(phone.intake.cursor()).toBe(cursor + 2)
})

async function rewriteAt(studio: TestStudio, device: TestDevice, sequence: number): Promise<Bytes> {
  const { sealEntry } = await import('#shared/crypto/entry-seal.ts')
  const held = await device.database.entries.get({ pos: `${device.id}/data/${sequence}` })
  const entry = decodeEntry(held?.bytes ?? new Uint8Array())
  const key = device.keys.appKey(1)
  if (!entry.ok || key === null) throw new Error('held')
  const sealed = await sealEntry(studio.suite, key, device.signKey, entry.value.header, new Uint8Array([9]))
  return sealed.bytes
}

test('[M6] random histories on three devices with random delivery, duplication and order end in equal rows', async () => {
  const actions = fc.array(
    fc.record({
      device: fc.nat(2),
      what: fc.constantFrom(
        'create',
        'field',
        'text',
        'tags',
        'trash',
        'restore',
        'push',
        'pull',
        'pull-small',
        'undo',
      ),
      target: fc.nat(5),
      word: fc.constantFrom('ebb', 'flow', 'neap', 'spring', 'slack'),
    }),
    { minLength: 5, maxLength: 40 },
  )
  await fc.assert(
    fc.asyncProperty(actions, async steps => {
      const studio = await createTestStudio()
      const devices = [await addDevice(studio), await addDevice(studio), await addDevice(studio)]
      const log = new TestLog()
      let made = 0
      for (const { device: index, what, target, word } of steps) {
        const device = devices[index]
        if (device === undefined) continue
        studio.clock += 1_000
        const rows = allRows(device)
        const id = rows[target % Math.max(1, rows.length)]?.id
        if (what === 'create') await createCreator(device, { ...values, creatorEmail: `c${made++}@example.com` })
        else if (what === 'push') await log.pushFrom(device, 1 + target)
        else if (what === 'pull') expect(await log.pullTo(device)).toBeNull()
        else if (what === 'pull-small') expect(await takeIn(device, log.page(device.intake.cursor(), 2))).toBeNull()
        else if (what === 'undo') await device.commands.undo()
        else if (id !== undefined) await act(device, id, what, word)
      }
      for (const device of devices) while ((await device.journal.waiting()) > 0) await log.pushFrom(device)
      for (const device of devices) expect(await log.pullTo(device)).toBeNull()
      const [first, ...others] = devices
      if (first === undefined) return
      for (const other of others) expect(allRows(other)).toEqual(allRows(first))
      for (const device of devices) {
        const again = await startDevice(studio, device.id, device.signKey, 'again')
        expect(allRows(again)).toEqual(allRows(first))
      }
    }),
    { numRuns: 25 },
  )
}, 120_000)

async function act(device: TestDevice, id: string, what: string, word: string): Promise<void> {
  const notes = creatorOf(device, id).internalNotes
  if (what === 'field') await update(device, id, { brandName: word })
  else if (what === 'text') await update(device, id, { internalNotes: `${word} ${notes}` })
  else if (what === 'tags')
    await device.commands.execute({ kind: 'add-tags', collection: 'creator', ids: [id], tags: [word] })
  else if (what === 'trash') await device.commands.execute({ kind: 'trash', collection: 'creator', ids: [id] })
  else await device.commands.execute({ kind: 'restore', collection: 'creator', ids: [id] })
}
