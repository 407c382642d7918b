import { BlockList, isIP } from 'node:net'
import * as z from 'zod/mini'
import { err, ok, type Result } from '#shared/lang/result.ts'

export type Settings = {
  readonly port: number
  readonly host: string
  readonly dataDir: string
  /** Scheme, host and port as browsers write them. */
  readonly origin: string
  readonly setupToken: string | null
  readonly allowedAddresses: BlockList | null
  /** How many proxies stand in front whose X-Forwarded-For is believed; 0 believes none. */
  readonly trustedProxies: number
}

const text = (fallback: string) => z._default(z.string(), fallback)

const Environment = z.object({
  PORT: text('8787'),
  // Loopback only: without TLS nothing else can use passkeys, and a relay in the open should be somebody's decision.
  HOST: text('127.0.0.1'),
  WLOS_DATA_DIR: text('./data'),
  WLOS_ORIGIN: z.optional(z.string()),
  WLOS_SETUP_TOKEN: z.optional(z.string()),
  WLOS_ALLOWED_IPS: z.optional(z.string()),
  WLOS_TRUSTED_PROXIES: text('0'),
  DATABASE_URL: z.optional(z.string()),
})

/** The error is one line for the person who starts the relay. */
export function readSettings(environment: Record<string, string | undefined>): Result<Settings, string> {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''))
  const values = Environment.parse(set)
  if (values.DATABASE_URL !== undefined) {
    return err(
      'DATABASE_URL is set, but PostgreSQL is not supported by this version: unset it to use the embedded database.',
    )
  }
  const port = readWhole(values.PORT, 1, 65_535)
  if (port === null) return err('PORT must be a whole number from 1 to 65535.')
  const trustedProxies = readWhole(values.WLOS_TRUSTED_PROXIES, 0, 8)
  if (trustedProxies === null) return err('WLOS_TRUSTED_PROXIES must be a whole number from 0 to 8.')
  const origin = readOrigin(values.WLOS_ORIGIN ?? `http://localhost:${port}`)
  if (origin === null) {
    return err(
      'WLOS_ORIGIN must be an origin such as https://studio.example.com or http://localhost:8787, with no path.',
    )
  }
  const setupToken = values.WLOS_SETUP_TOKEN ?? null
  if (setupToken !== null && (setupToken.length < 8 || setupToken.length > 200)) {
    return err('WLOS_SETUP_TOKEN must have 8 to 200 characters.')
  }
  const addresses = readAddresses(values.WLOS_ALLOWED_IPS)
  if (!addresses.ok) return addresses
  return ok({
    port,
    host: values.HOST,
    dataDir: values.WLOS_DATA_DIR,
    origin,
    setupToken,
    allowedAddresses: addresses.value,
    trustedProxies,
  })
}

function readWhole(value: string, least: number, most: number): number | null {
  if (!/^\d{1,5}$/.test(value)) return null
  const number = Number(value)
  return number >= least && number <= most ? number : null
}

/** Passkeys and secure cookies need https, or localhost by name: an IP address is no WebAuthn RP id. */
function readOrigin(value: string): string | null {
  if (!URL.canParse(value)) return null
  const url = new URL(value)
  if (url.origin !== value.replace(/\/$/, '').toLowerCase()) return null
  if (isIP(url.hostname.replace(/^\[|\]$/g, '')) !== 0) return null
  if (url.protocol === 'https:') return url.origin
  const isLocal = url.hostname === 'localhost' || url.hostname.endsWith('.localhost')
  return url.protocol === 'http:' && isLocal ? url.origin : null
}

function readAddresses(value: string | undefined): Result<BlockList | null, string> {
  if (value === undefined) return ok(null)
  const list = new BlockList()
  for (const item of value.split(',').map(part => part.trim())) {
    const [address = '', prefix, ...rest] = item.split('/')
    const family = isIP(address)
    const bits = prefix === undefined ? null : readWhole(prefix, 0, family === 6 ? 128 : 32)
    if (family === 0 || rest.length > 0 || (prefix !== undefined && bits === null)) {
      return err(`WLOS_ALLOWED_IPS must list addresses or ranges, split by commas: "${item}" is neither.`)
    }
    const kind = family === 6 ? 'ipv6' : 'ipv4'
    if (bits === null) list.addAddress(address, kind)
    else list.addSubnet(address, bits, kind)
  }
  return ok(list)
}
