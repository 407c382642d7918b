import { isIP } from 'node:net'
import type { MiddlewareHandler } from 'hono'
import type { Settings } from '../settings.ts'
import type { AppEnv } from './context.ts'
import { refuse } from './refuse.ts'

export function onlyAllowedAddresses(settings: Settings): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const list = settings.allowedAddresses
    if (list === null) return next()
    const address = c.var.address
    const family = isIP(address)
    if (family === 0 || !list.check(address, family === 6 ? 'ipv6' : 'ipv4')) return refuse(c, 'forbidden-address')
    return next()
  }
}
