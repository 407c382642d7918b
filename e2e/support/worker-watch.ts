import type { Browser, CDPSession } from 'playwright-core'
import * as z from 'zod/mini'

export type WorkerWatch = {
  /** What shared workers wrote to their consoles as errors, and what they threw. */
  errors: string[]
  /** Everything that the live shared workers hold in memory, as V8 writes it down. */
  heapSnapshots: () => Promise<string[]>
  /** How many shared workers live. */
  count: () => number
}

const Message = z.object({
  id: z.optional(z.number()),
  method: z.optional(z.string()),
  params: z.optional(z.record(z.string(), z.unknown())),
})
const Called = z.object({
  type: z.string(),
  args: z.array(z.object({ value: z.optional(z.unknown()), description: z.optional(z.string()) })),
})
const Thrown = z.object({
  exceptionDetails: z.object({
    text: z.string(),
    exception: z.optional(z.object({ description: z.optional(z.string()) })),
  }),
})
const Logged = z.object({ entry: z.object({ level: z.string(), text: z.string(), url: z.optional(z.string()) }) })

type Attached = { sessionId: string; answers: Map<number, () => void>; chunks: string[]; nextId: number }

/** Playwright shows no shared worker's console: this listens to each one from its first line on. */
export async function watchWorkers(browser: Browser): Promise<WorkerWatch> {
  const session = await browser.newBrowserCDPSession()
  const workers = new Map<string, Attached>()
  const errors: string[] = []
  session.on('Target.targetCreated', ({ targetInfo }) => {
    if (targetInfo.type !== 'shared_worker') return
    attach(session, targetInfo.targetId).then(
      worker => workers.set(targetInfo.targetId, worker),
      // It ended before anybody could listen.
      () => undefined,
    )
  })
  session.on('Target.targetDestroyed', ({ targetId }) => workers.delete(targetId))
  session.on('Target.receivedMessageFromTarget', ({ sessionId, message }) => {
    const parsed = z.parse(Message, JSON.parse(message))
    const worker = [...workers.values()].find(candidate => candidate.sessionId === sessionId)
    if (parsed.id !== undefined) return worker?.answers.get(parsed.id)?.()
    if (parsed.method === 'HeapProfiler.addHeapSnapshotChunk') worker?.chunks.push(String(parsed.params?.['chunk']))
    const error = errorOf(parsed.method, parsed.params)
    if (error !== null) errors.push(error)
  })
  await session.send('Target.setDiscoverTargets', { discover: true })
  return {
    errors,
    count: () => workers.size,
    heapSnapshots: () =>
      Promise.all(
        [...workers.values()].map(async worker => {
          worker.chunks = []
          await call(session, worker, 'HeapProfiler.takeHeapSnapshot')
          return worker.chunks.join('')
        }),
      ),
  }
}

async function attach(session: CDPSession, targetId: string): Promise<Attached> {
  const { sessionId } = await session.send('Target.attachToTarget', { targetId, flatten: false })
  const worker: Attached = { sessionId, answers: new Map(), chunks: [], nextId: 1 }
  for (const method of ['Runtime.enable', 'Log.enable']) await post(session, worker, method)
  return worker
}

async function post(session: CDPSession, worker: Attached, method: string): Promise<number> {
  const id = worker.nextId
  worker.nextId += 1
  await session.send('Target.sendMessageToTarget', {
    sessionId: worker.sessionId,
    message: JSON.stringify({ id, method, params: {} }),
  })
  return id
}

function call(session: CDPSession, worker: Attached, method: string): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.answers.set(worker.nextId, resolve)
    post(session, worker, method).catch(reject)
  })
}

function errorOf(method: string | undefined, params: unknown): string | null {
  if (method === 'Runtime.consoleAPICalled') {
    const { type, args } = z.parse(Called, params)
    return type === 'error' ? args.map(arg => arg.description ?? String(arg.value)).join(' ') : null
  }
  if (method === 'Runtime.exceptionThrown') {
    const { exceptionDetails } = z.parse(Thrown, params)
    return exceptionDetails.exception?.description ?? exceptionDetails.text
  }
  if (method !== 'Log.entryAdded') return null
  const { entry } = z.parse(Logged, params)
  return entry.level === 'error' ? `${entry.text} (${entry.url ?? 'shared worker'})` : null
}
