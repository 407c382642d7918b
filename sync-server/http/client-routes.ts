import type { Hono } from 'hono'
import type { Relay } from '../relay.ts'
import type { ClientFile, Encoding } from './client-files.ts'
import type { AppContext, AppEnv } from './context.ts'
import { refuse } from './refuse.ts'
import { dataPolicy, pagePolicy, serviceWorkerPolicy, workerPolicy } from './security-headers.ts'

/** The app's own files, and its one page for every route of it. */
export function registerClientRoutes(app: Hono<AppEnv>, relay: Pick<Relay, 'settings' | 'clientFiles'>): void {
  const { origin } = relay.settings
  app.get('/.well-known/passkey-endpoints', c => c.json({ enroll: `${origin}/settings`, manage: `${origin}/settings` }))
  app.get('*', async c => {
    const elsewhere = canonicalUrl(c, origin)
    if (elsewhere !== null) return c.redirect(elsewhere, 302)
    const path = decodePath(c)
    if (path === null || relay.clientFiles === null) return refuse(c, 'not-found')
    const isPage = path === '/' || path === '/index.html' || isNavigation(c, path)
    const wanted = isPage ? '/index.html' : path
    const encoding = acceptedEncoding(c.req.header('accept-encoding'))
    const file = await relay.clientFiles.read(wanted, encoding)
    return file === null ? refuse(c, 'not-found') : sendFile(c, wanted, file, encoding)
  })
}

function sendFile(c: AppContext, path: string, file: ClientFile, encoding: Encoding): Response {
  c.header('Content-Security-Policy', policyOf(path))
  c.header('Cache-Control', path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache')
  c.header('ETag', file.etag)
  if (file.isCompressible) c.header('Vary', 'Accept-Encoding')
  if (c.req.header('if-none-match')?.includes(file.etag) === true) return c.body(null, 304)
  if (file.isCompressible && encoding !== 'identity') c.header('Content-Encoding', encoding)
  c.header('Content-Type', file.type)
  c.header('Content-Length', String(file.body.length))
  return c.body(file.body)
}

function policyOf(path: string): string {
  if (path.endsWith('.html')) return pagePolicy
  if (/^\/assets\/[\w.-]*worker[\w.-]*\.js$/.test(path)) return workerPolicy
  if (/^\/[\w.-]+\.js$/.test(path)) return serviceWorkerPolicy
  return dataPolicy
}

/** Passkeys belong to one host: a page asked for under another name of this machine is sent there before any is made. */
function canonicalUrl(c: AppContext, origin: string): string | null {
  const host = c.req.header('x-forwarded-host') ?? c.req.header('host')
  if (host === undefined || host === new URL(origin).host || !isNavigation(c, c.req.path)) return null
  const { pathname, search } = new URL(c.req.url)
  return `${origin}${pathname}${search}`
}

function isNavigation(c: AppContext, path: string): boolean {
  const lastPart = path.slice(path.lastIndexOf('/') + 1)
  return !lastPart.includes('.') && (c.req.header('accept') ?? '').includes('text/html')
}

function decodePath(c: AppContext): string | null {
  try {
    return decodeURIComponent(new URL(c.req.url).pathname)
  } catch {
    return null
  }
}

function acceptedEncoding(header: string | undefined): Encoding {
  const offered = (header ?? '')
    .split(',')
    .map(part => part.trim().toLowerCase())
    .filter(part => !/;\s*q=0(\.0+)?$/.test(part))
    .map(part => part.split(';')[0])
  if (offered.includes('br')) return 'br'
  return offered.includes('gzip') ? 'gzip' : 'identity'
}
