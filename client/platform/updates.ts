import { every } from './clock.ts'
import { trustedScriptUrl } from './trusted-urls.ts'

const checkEveryMs = 3_600_000

export type Updates = {
  readonly isReady: () => boolean
  readonly subscribe: (listener: () => void) => () => void
  /** Lets the new version take over and loads it. Only when somebody asked for it. */
  readonly accept: () => void
}

/**
 * Registers the service worker and watches for a new version, which waits until it is accepted: a page is never
 * reloaded under somebody's hands.
 */
export function watchUpdates(onError: (error: unknown) => void): Updates {
  const listeners = new Set<() => void>()
  let waiting: ServiceWorker | null = null
  let accepted = false

  const found = (worker: ServiceWorker | null): void => {
    waiting = worker
    for (const listener of listeners) listener()
  }
  if (import.meta.env.PROD && 'serviceWorker' in navigator) {
    register(found).catch(onError)
    navigator.serviceWorker.addEventListener('controllerchange', () => {
      if (accepted) location.reload()
    })
  }
  return {
    isReady: () => waiting !== null,
    subscribe: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    accept: () => {
      accepted = true
      waiting?.postMessage({ type: 'SKIP_WAITING' })
    },
  }
}

async function register(found: (worker: ServiceWorker | null) => void): Promise<void> {
  const registration = await navigator.serviceWorker.register(trustedScriptUrl('/sw.js'), { scope: '/' })
  if (registration.waiting !== null && navigator.serviceWorker.controller !== null) found(registration.waiting)
  registration.addEventListener('updatefound', () => {
    const installing = registration.installing
    installing?.addEventListener('statechange', () => {
      // With no controller it is the first installation, which replaces nothing.
      if (installing.state === 'installed' && navigator.serviceWorker.controller !== null) found(installing)
      if (installing.state === 'activated' || installing.state === 'redundant') found(null)
    })
  })
  every(checkEveryMs, () => {
    if (navigator.onLine) registration.update().catch(() => undefined)
  })
}
