import type { AppContext } from './context.ts'

/** Who is asking. X-Forwarded-For counts only as far as the configured number of proxies wrote it. */
export function clientAddress(c: AppContext, trustedProxies: number): string {
  const direct = c.env?.incoming?.socket.remoteAddress ?? 'unknown'
  if (trustedProxies === 0) return plainAddress(direct)
  const hops = (c.req.header('x-forwarded-for') ?? '').split(',').map(hop => hop.trim())
  return plainAddress(hops.at(-trustedProxies) || direct)
}

/** IPv4 as itself where a dual-stack socket wraps it (RFC 4291 §2.5.5.2). */
function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '')
}
