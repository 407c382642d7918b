import { every, systemClock } from './clock.ts'
import type { RemoteCore } from './remote-core.ts'

type ActivityPort = Pick<RemoteCore, 'noteActivity' | 'noteNetwork'>

const usedEveryMs = 5_000
const tickMs = 5_000
/** Timers stand still while the machine sleeps: a tick that comes this late means it woke. */
const sleptMs = 20_000

/** Tells the core of use, of hiding and showing, of the network, and of waking. Answers how to stop. */
export function reportActivity(port: () => ActivityPort, onError: (error: unknown) => void): () => void {
  const stop = new AbortController()
  const { signal } = stop
  const tell = (call: (port: ActivityPort) => Promise<void>): void => void call(port()).catch(onError)

  let lastUsedAt = 0
  const used = (): void => {
    const now = systemClock.now()
    if (now - lastUsedAt < usedEveryMs) return
    lastUsedAt = now
    tell(core => core.noteActivity('used'))
  }
  for (const event of ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart']) {
    addEventListener(event, used, { signal, passive: true, capture: true })
  }
  document.addEventListener(
    'visibilitychange',
    () => tell(core => core.noteActivity(document.visibilityState === 'hidden' ? 'hidden' : 'shown')),
    { signal },
  )
  addEventListener('online', () => tell(core => core.noteNetwork('online')), { signal })
  addEventListener('offline', () => tell(core => core.noteNetwork('offline')), { signal })

  let lastTick = systemClock.now()
  const stopTicking = every(tickMs, () => {
    const now = systemClock.now()
    if (now - lastTick > sleptMs) tell(core => core.noteNetwork('woke'))
    lastTick = now
  })
  return () => {
    stop.abort()
    stopTicking()
  }
}
