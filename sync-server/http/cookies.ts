import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import { limits } from '#shared/protocol/limits.ts'
import type { Settings } from '../settings.ts'

export const preSessionLifetimeMs = 60 * 60_000

const tokenPattern = /^[\w-]{43}$/
const lifetimeMsByName = { wlos: limits.sessionAbsoluteMs, 'wlos-pre': preSessionLifetimeMs } as const
type CookieName = keyof typeof lifetimeMsByName

/** `__Host-` binds a cookie to this host over TLS (RFC 6265bis §4.1.3.2); on http://localhost browsers do not take it. */
function fullName(settings: Settings, name: CookieName): string {
  return settings.origin.startsWith('https:') ? `__Host-${name}` : name
}

export function readTokenCookie(c: Context, settings: Settings, name: CookieName): string | null {
  const value = getCookie(c, fullName(settings, name))
  return value !== undefined && tokenPattern.test(value) ? value : null
}

export function setTokenCookie(c: Context, settings: Settings, name: CookieName, token: string): void {
  addCookie(c, settings, name, token, Math.floor(lifetimeMsByName[name] / 1000))
}

export function clearTokenCookie(c: Context, settings: Settings, name: CookieName): void {
  addCookie(c, settings, name, '', 0)
}

function addCookie(c: Context, settings: Settings, name: CookieName, value: string, maxAgeSeconds: number): void {
  const secure = settings.origin.startsWith('https:') ? '; Secure' : ''
  const cookie = `${fullName(settings, name)}=${value}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Strict${secure}`
  c.header('Set-Cookie', cookie, { append: true })
}
