import type { Browser, CDPSession } from 'playwright-core'
import * as z from 'zod/mini'

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

/** What the shared workers that live wrote to their consoles as errors, and what they threw: V8 repeats it. */
export async function readWorkerErrors(browser: Browser): Promise<string[]> {
  const errors: string[] = []
  await askWorkers(browser, ['Runtime.enable', 'Log.enable'], (method, params) => {
    const error = errorOf(method, params)
    if (error !== null) errors.push(error)
  })
  return errors
}

/** Everything that the live shared workers hold in memory. */
export async function readWorkerHeaps(browser: Browser): Promise<string> {
  const chunks: string[] = []
  await askWorkers(browser, ['HeapProfiler.takeHeapSnapshot'], (method, params) => {
    if (method === 'HeapProfiler.addHeapSnapshotChunk') chunks.push(String(params?.['chunk']))
  })
  return chunks.join('')
}

/** Playwright does not show shared workers. None may be held for longer than this: one that is watched never ends. */
async function askWorkers(
  browser: Browser,
  methods: readonly string[],
  onEvent: (method: string, params: Record<string, unknown> | undefined) => void,
): Promise<void> {
  const session = await browser.newBrowserCDPSession()
  const { targetInfos } = await session.send('Target.getTargets')
  for (const { type, targetId } of targetInfos) {
    if (type === 'shared_worker') await askWorker(session, targetId, methods, onEvent)
  }
  await session.detach()
}

async function askWorker(
  session: CDPSession,
  targetId: string,
  methods: readonly string[],
  onEvent: (method: string, params: Record<string, unknown> | undefined) => void,
): Promise<void> {
  const { sessionId } = await session.send('Target.attachToTarget', { targetId, flatten: false })
  const last = methods.length
  const { promise, resolve } = createSignal()
  const listen = (received: { sessionId: string; message: string }): void => {
    if (received.sessionId !== sessionId) return
    const { id, method, params } = z.parse(Message, JSON.parse(received.message))
    if (method !== undefined) onEvent(method, params)
    if (id === last) resolve()
  }
  session.on('Target.receivedMessageFromTarget', listen)
  session.on('Target.detachedFromTarget', resolve)
  for (const [index, method] of methods.entries()) {
    const message = JSON.stringify({ id: index + 1, method, params: {} })
    await session.send('Target.sendMessageToTarget', { sessionId, message })
  }
  await promise
  session.off('Target.receivedMessageFromTarget', listen)
  await session.send('Target.detachFromTarget', { sessionId }).catch(() => undefined)
}

function createSignal(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined
  const promise = new Promise<void>(settle => {
    resolve = settle
  })
  return { promise, resolve: () => resolve() }
}

function errorOf(method: string, params: unknown): string | null {
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
