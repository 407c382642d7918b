import { expect, test } from 'vitest'
import { DeviceId, MemberId, WorkspaceId } from '#shared/protocol/ids.ts'
import { createCoreStore } from './core-store.ts'
import { ImageStore } from './image-store.ts'

type Stored = { readonly type: string; readonly bytes: Uint8Array<ArrayBuffer> }

const uuid = '00000000-0000-4000-8000-000000000001'
const webp: Stored = { type: 'image/webp', bytes: new Uint8Array([1, 2, 3]) }
const ignore = (): void => undefined

function setUp(stored: Map<string, Stored>, keptMax = 2) {
  const core = createCoreStore()
  const open = () =>
    core.take({
      kind: 'phase',
      phase: {
        kind: 'open',
        workspace: WorkspaceId.parse(uuid),
        member: MemberId.parse(uuid),
        device: DeviceId.parse(uuid),
      },
    })
  const lock = () => core.take({ kind: 'phase', phase: { kind: 'locked', methods: ['passkey'], reason: 'by-hand' } })
  open()
  const asked: string[] = []
  const alive = new Set<string>()
  const images = new ImageStore({
    core,
    load: blob => {
      asked.push(blob)
      return Promise.resolve(stored.get(blob) ?? null)
    },
    urls: {
      make: (_bytes, type) => {
        const url = `blob:${type}:${asked.length}:${alive.size}`
        alive.add(url)
        return url
      },
      revoke: url => alive.delete(url),
    },
    onError: error => {
      throw error
    },
    keptMax,
  })
  return { core, images, asked, alive, open, lock }
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
}

test('a picture is asked for once, however many look at it', async () => {
  const { images, asked } = setUp(new Map([['a', webp]]))
  let told = 0
  images.watch('a', () => (told += 1))
  images.watch('a', () => (told += 1))
  expect(images.url('a')).toBeNull()
  await settled()
  expect(images.url('a')).not.toBeNull()
  expect([told, asked]).toEqual([2, ['a']])
})

test('a lock revokes every address, and what was on its way comes to nothing', async () => {
  const { images, alive, lock, open } = setUp(
    new Map([
      ['a', webp],
      ['b', webp],
    ]),
  )
  images.watch('a', ignore)
  await settled()
  const leave = images.watch('b', ignore)
  lock()
  await settled()
  expect([alive.size, images.url('a'), images.url('b')]).toEqual([0, null, null])
  leave()
  open()
  images.watch('b', ignore)
  await settled()
  expect(images.url('b')).not.toBeNull()
})

test('what is not here yet is asked for again after a round of sync', async () => {
  const stored = new Map<string, Stored>()
  const { core, images } = setUp(stored)
  images.watch('a', ignore)
  await settled()
  expect(images.url('a')).toBeNull()
  stored.set('a', webp)
  core.take({ kind: 'sync', sync: { kind: 'synced', at: 1 } })
  await settled()
  expect(images.url('a')).not.toBeNull()
})

test('what nobody looks at is kept up to a bound, what somebody looks at always', async () => {
  const names = ['a', 'b', 'c', 'd', 'e']
  const { images, alive } = setUp(new Map(names.map(name => [name, webp])))
  images.watch('a', ignore)
  const leaves = names.slice(1).map(name => images.watch(name, ignore))
  await settled()
  expect(alive.size).toBe(5)
  for (const leave of leaves) leave()
  expect(alive.size).toBe(3)
  expect(images.url('a')).not.toBeNull()
  expect([images.url('b'), images.url('c')]).toEqual([null, null])
})

test('rows scrolled past before their turn are not asked for', async () => {
  const names = Array.from({ length: 40 }, (_, index) => `p${index}`)
  const { images, asked } = setUp(new Map(names.map(name => [name, webp])))
  for (const name of names) images.watch(name, ignore)()
  images.watch('last', ignore)
  await settled()
  expect(asked.length).toBeLessThan(10)
  expect(asked).toContain('last')
})

test.each(['image/svg+xml', 'text/html', ''])('bytes stored as "%s" get no address', async type => {
  const { images, alive } = setUp(new Map([['a', { ...webp, type }]]))
  images.watch('a', ignore)
  await settled()
  expect([images.url('a'), alive.size]).toEqual([null, 0])
})
