import type { CorePorts, TimerHandle } from '#client/core/ports.ts'

/** The browser as the core worker sees it. */
export function createBrowserPorts(own: Pick<CorePorts, 'initAutomerge'>): CorePorts {
  return {
    ...own,
    subtle: crypto.subtle,
    random: length => crypto.getRandomValues(new Uint8Array(length)),
    now: () => Date.now(),
    timers: {
      set: (callback, ms): TimerHandle => setTimeout(callback, ms),
      clear: handle => clearTimeout(typeof handle === 'number' ? handle : undefined),
    },
    fetch: (input, init) => fetch(input, init),
    origin: location.origin,
    estimateStorage,
    // A fault of background work has no screen of its own.
    // eslint-disable-next-line no-console
    reportFault: (name, error) => console.error(`core: ${name}`, error),
    deviceName: () => describeDevice(navigator.userAgent),
  }
}

async function estimateStorage() {
  const { usage, quota } = await navigator.storage.estimate()
  return { usage: usage ?? null, quota: quota ?? null, persisted: await navigator.storage.persisted() }
}

/** Until somebody names it: the browser and the system, as its user would say them. */
export function describeDevice(userAgent: string): string {
  const browser = firstMatch(userAgent, [
    [/Edg\//, 'Edge'],
    [/OPR\//, 'Opera'],
    [/SamsungBrowser\//, 'Samsung Internet'],
    [/Firefox\/|FxiOS\//, 'Firefox'],
    [/Chrome\/|CriOS\//, 'Chrome'],
    [/Safari\//, 'Safari'],
  ])
  const system = firstMatch(userAgent, [
    [/iPhone/, 'iPhone'],
    [/iPad/, 'iPad'],
    [/Android/, 'Android'],
    [/Mac OS X/, 'Mac'],
    [/Windows/, 'Windows'],
    [/CrOS/, 'ChromeOS'],
    [/Linux/, 'Linux'],
  ])
  return [browser ?? 'Browser', system].filter(part => part !== null).join(' on ')
}

function firstMatch(text: string, names: readonly (readonly [RegExp, string])[]): string | null {
  return names.find(([pattern]) => pattern.test(text))?.[1] ?? null
}
