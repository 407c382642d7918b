import type { CeremonyOutcome, WebAuthnOptions } from '#client/core/api.ts'
import type { Passkeys } from '#client/platform/passkeys.ts'
import type { RemoteCore } from '#client/platform/remote-core.ts'
import type { CoreStore } from '#client/store/core-store.ts'
import type { Result } from '#shared/lang/result.ts'
import { sampleCreators } from '../sample-creators.ts'
import type { BenchApi, TransferTimes } from './bench-api.ts'

export type HarnessDeps = {
  readonly api: RemoteCore
  readonly store: CoreStore
  readonly passkeys: Passkeys
}

/** The parts of the app below its screens, in a page: the same worker, store and passkeys. */
export function createHarness({ api, store, passkeys }: HarnessDeps): BenchApi {
  const request = async (options: WebAuthnOptions, use: 'open' | 'both'): Promise<CeremonyOutcome> =>
    must(await passkeys.request(options, use))
  const until = (holds: () => boolean): Promise<void> => waitUntil(store, holds)
  const idAt = (position: number): string => {
    const ids = store.rows.creators().map(row => row.id)
    return ids.toSorted()[position] ?? ''
  }

  return {
    async setUp(token) {
      must(await api.setup.checkToken(token))
      const names = { studioName: 'Bench', memberName: 'Founder', memberEmail: 'founder@example.com' }
      const outcome = must(await passkeys.create(must(await api.setup.begin(names))))
      const { options } = must(await api.setup.passkeyMade(outcome))
      const confirmed = must(await api.setup.passkeyConfirmed(await request(options, 'both')))
      if (!confirmed.unlocks) throw new Error(`the passkey does not unlock: ${confirmed.reason}`)
      await api.setup.recoveryKit()
      must(await api.setup.complete())
    },

    signIn: count => signIn(api, store, options => request(options, 'open'), count),

    async importCreators(from, count) {
      const rows = sampleCreators(from, count).map((values, index) => ({ line: index + 2, values }))
      const before = store.state().sync
      const startedAt = performance.now()
      must(await api.studio.importRows(rows, () => undefined))
      const ms = performance.now() - startedAt
      await until(() => store.state().sync.kind === 'synced' && store.state().sync !== before)
      return ms
    },

    async lock() {
      await until(() => store.state().phase.kind === 'open')
      await api.lock()
      await until(() => store.state().phase.kind === 'locked')
      // Locking ended the worker: the one that follows says so again, and only then does it answer.
      const ended = store.state().phase
      await until(() => store.state().phase.kind === 'locked' && store.state().phase !== ended)
    },

    async unlock(count) {
      const outcome = await request(await api.unlock.options(), 'open')
      const startedAt = performance.now()
      const opened = api.unlock.withPasskey(outcome)
      await until(
        () =>
          store.state().phase.kind === 'open' && store.state().rowsComplete && store.rows.creators().length >= count,
      )
      const ms = performance.now() - startedAt
      must(await opened)
      return ms
    },

    reconnect: times =>
      repeat(times, async () => {
        await api.noteNetwork('offline')
        await until(() => store.state().sync.kind === 'offline')
        const startedAt = performance.now()
        await api.noteNetwork('online')
        await until(() => store.state().sync.kind === 'synced')
        return performance.now() - startedAt
      }),

    async edit(times) {
      const ids = store.rows.creators().map(row => row.id)
      return repeat(times, async round => {
        const id = ids[(round * 7_919) % ids.length] ?? ''
        const values = { brandTagline: `Edited ${round} at ${performance.now()}`, priorityLevel: 1 + (round % 5) }
        const before = store.state().sync
        const startedAt = performance.now()
        must(await api.studio.execute({ kind: 'update', collection: 'creator', ids: [id], values }))
        const ms = performance.now() - startedAt
        await until(() => store.state().sync.kind === 'synced' && store.state().sync !== before)
        return ms
      })
    },

    async editTagline(position, tagline) {
      const ids = [idAt(position)]
      const askedAt = performance.timeOrigin + performance.now()
      must(await api.studio.execute({ kind: 'update', collection: 'creator', ids, values: { brandTagline: tagline } }))
      return askedAt
    },

    async whenTagline(position, tagline) {
      const id = idAt(position)
      await until(() => store.rows.creator(id)?.brandTagline === tagline)
      return performance.timeOrigin + performance.now()
    },
  }
}

async function signIn(
  api: RemoteCore,
  store: CoreStore,
  request: (options: WebAuthnOptions) => Promise<CeremonyOutcome>,
  count: number,
): Promise<TransferTimes> {
  const startedAt = performance.now()
  let firstRowsMs = 0
  let progressReports = 0
  let lastDone = 0
  const leaveRows = store.rows.subscribe(() => {
    if (firstRowsMs === 0 && store.rows.creators().length > 0) firstRowsMs = performance.now() - startedAt
  })
  const leaveState = store.subscribe(() => {
    const { sync } = store.state()
    if (sync.kind !== 'syncing' || sync.direction !== 'pull' || sync.done === lastDone) return
    lastDone = sync.done
    progressReports += 1
  })
  const outcome = await request(must(await api.signIn.options()))
  must(await api.signIn.withPasskey(outcome))
  await waitUntil(store, () => store.rows.creators().length >= count && store.state().sync.kind === 'synced')
  leaveRows()
  leaveState()
  return { ms: performance.now() - startedAt, progressReports, firstRowsMs }
}

const longestWaitMs = 120_000

/** Looks after each event that the core sends. */
function waitUntil(store: CoreStore, holds: () => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const tooLate = setTimeout(() => {
      leave()
      const { phase, sync } = store.state()
      reject(new Error(`waited in vain: ${JSON.stringify({ phase, sync, condition: holds.toString() })}`))
    }, longestWaitMs)
    const look = (): void => {
      const { broken } = store.state()
      if (broken !== null) reject(new Error(broken))
      else if (!holds()) return
      else resolve()
      leave()
    }
    const leaveRows = store.rows.subscribe(look)
    const leaveState = store.subscribe(look)
    const leave = (): void => {
      clearTimeout(tooLate)
      leaveRows()
      leaveState()
    }
    look()
  })
}

async function repeat(times: number, once: (round: number) => Promise<number>): Promise<number[]> {
  const all: number[] = []
  for (let round = 0; round < times; round++) all.push(await once(round))
  return all
}

function must<Value, Failure>(result: Result<Value, Failure>): Value {
  if (result.ok) return result.value
  throw new Error(`refused: ${JSON.stringify(result.error)}`)
}
