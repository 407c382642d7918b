import type { MiddlewareHandler } from 'hono'
import type { Settings } from '../settings.ts'
import type { AppContext, AppEnv } from './context.ts'
import { mediaType } from './read-json.ts'
import { refuse } from './refuse.ts'

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])
const mediaTypes = new Set(['application/json', 'application/cbor'])

/**
 * Nobody else's page makes a browser act here. Every browser sends Origin with unsafe methods; a program that is none
 * may leave it out, but then it has no cookie that somebody could be abusing.
 */
export function onlySameOrigin(settings: Settings): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    if (safeMethods.has(c.req.method)) {
      return isReadFromHere(c) ? next() : refuse(c, 'forbidden-origin')
    }
    if (!isSameOrigin(c, settings)) return refuse(c, 'forbidden-origin')
    if (!hasExpectedMedia(c)) return refuse(c, 'unsupported-media')
    return next()
  }
}

function isSameOrigin(c: AppContext, settings: Settings): boolean {
  const origin = c.req.header('origin')
  const site = c.req.header('sec-fetch-site')
  if (origin === undefined && site === undefined) return c.req.header('cookie') === undefined
  if (site !== undefined && site !== 'same-origin') return false
  return origin === undefined || origin === settings.origin
}

/** Fetch metadata, where the browser sends it: `none` is a person's own navigation. */
function isReadFromHere(c: AppContext): boolean {
  const site = c.req.header('sec-fetch-site')
  return site === undefined || site === 'same-origin' || site === 'none'
}

/** Forms and plain fetches of other sites cannot send these types without asking first. */
function hasExpectedMedia(c: AppContext): boolean {
  const type = mediaType(c)
  if (type !== null) return mediaTypes.has(type)
  return (c.req.header('content-length') ?? '0') === '0' && c.req.header('transfer-encoding') === undefined
}
