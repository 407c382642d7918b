import type { MiddlewareHandler } from 'hono'
import type { Settings } from '../settings.ts'
import type { AppEnv } from './context.ts'

export const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "object-src 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types wlos',
].join('; ')

/** A worker obeys the policy of its own script (CSP3 §6.1): only here may WebAssembly compile. */
export const workerPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "connect-src 'self'",
  "worker-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

/** The service worker loads its own parts and fetches; it compiles nothing. */
export const serviceWorkerPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "connect-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

export const dataPolicy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

const closedFeatures = [
  'accelerometer',
  'camera',
  'display-capture',
  'encrypted-media',
  'geolocation',
  'gyroscope',
  'hid',
  'idle-detection',
  'local-fonts',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'picture-in-picture',
  'screen-wake-lock',
  'serial',
  'usb',
  'xr-spatial-tracking',
]
const ownFeatures = ['publickey-credentials-create', 'publickey-credentials-get', 'clipboard-write']

const permissionsPolicy = [
  ...closedFeatures.map(feature => `${feature}=()`),
  ...ownFeatures.map(feature => `${feature}=(self)`),
].join(', ')

const commonHeaders = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'Permissions-Policy': permissionsPolicy,
} as const

/** On every response. Routes that need another policy or caching set their own before. */
export function securityHeaders(settings: Settings): MiddlewareHandler<AppEnv> {
  const isSecure = settings.origin.startsWith('https:')
  return async (c, next) => {
    await next()
    const { headers } = c.res
    for (const [name, value] of Object.entries(commonHeaders)) headers.set(name, value)
    if (isSecure) headers.set('Strict-Transport-Security', 'max-age=63072000; includeSubDomains')
    if (!headers.has('Content-Security-Policy')) headers.set('Content-Security-Policy', dataPolicy)
    if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'no-store')
  }
}
