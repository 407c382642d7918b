import type { Clock } from '../relay.ts'

export type RouteClass = 'setup-token' | 'recovery' | 'ceremony' | 'session' | 'api' | 'log'

/** Tokens held at most, and given back a minute. Guessable things are strict; the log only guards against a flood. */
const bucketByClass = {
  'setup-token': { capacity: 10, perMinute: 10 },
  recovery: { capacity: 10, perMinute: 10 },
  ceremony: { capacity: 120, perMinute: 120 },
  session: { capacity: 240, perMinute: 240 },
  api: { capacity: 3_000, perMinute: 6_000 },
  log: { capacity: 30_000, perMinute: 180_000 },
} as const satisfies Record<RouteClass, { capacity: number; perMinute: number }>

const bucketsKept = 20_000

export type RateLimiter = {
  /** Null where the request may pass, or else how long to wait. */
  take(routeClass: RouteClass, address: string): number | null
  /** Gives the token back: what succeeded was no guess. */
  refund(routeClass: RouteClass, address: string): void
}

type Bucket = { tokens: number; at: number }

/** Token buckets by address, in memory. The longest unused bucket makes room for a new one. */
export function createRateLimiter(clock: Clock): RateLimiter {
  const buckets = new Map<string, Bucket>()

  const filled = (routeClass: RouteClass, key: string): Bucket => {
    const { capacity, perMinute } = bucketByClass[routeClass]
    const now = clock.now()
    const bucket = buckets.get(key) ?? { tokens: capacity, at: now }
    buckets.delete(key)
    const gained = (Math.max(0, now - bucket.at) * perMinute) / 60_000
    return { tokens: Math.min(capacity, bucket.tokens + gained), at: now }
  }

  return {
    take(routeClass, address) {
      const key = `${routeClass} ${network(address)}`
      const bucket = filled(routeClass, key)
      const waitMs = bucket.tokens >= 1 ? null : ((1 - bucket.tokens) * 60_000) / bucketByClass[routeClass].perMinute
      if (waitMs === null) bucket.tokens -= 1
      if (buckets.size >= bucketsKept) buckets.delete(buckets.keys().next().value ?? '')
      buckets.set(key, bucket)
      return waitMs === null ? null : Math.ceil(waitMs)
    },
    refund(routeClass, address) {
      const key = `${routeClass} ${network(address)}`
      const bucket = filled(routeClass, key)
      buckets.set(key, { ...bucket, tokens: Math.min(bucketByClass[routeClass].capacity, bucket.tokens + 1) })
    },
  }
}

/** Whoever has an IPv6 address has its whole /64. */
function network(address: string): string {
  if (!address.includes(':')) return address
  const [head = '', tail] = address.split('::')
  const groups = head.split(':').filter(group => group !== '')
  if (tail !== undefined) {
    const after = tail.split(':').filter(group => group !== '').length
    while (groups.length + after < 8) groups.push('0')
  }
  return groups.slice(0, 4).join(':')
}
