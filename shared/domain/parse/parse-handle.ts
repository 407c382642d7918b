import { err, ok, type Result } from '../../lang/result.ts'
import type { Problem } from '../problem.ts'

const handleName = /^(?=.*[\p{L}\p{N}_])[\p{L}\p{N}\p{M}._-]+$/u
/** First path segments that are pages of a platform, and nobody's profile. */
const pages = new Set([
  'p',
  'reel',
  'reels',
  'stories',
  'explore',
  'intent',
  'hashtag',
  'share',
  'search',
  'i',
  'home',
  'tag',
])

/** [D12] Typed with or without @, or as the profile's address: kept as `@name`. */
export function parseHandle(text: string, profileHosts: readonly string[]): Result<string, Problem> {
  const name = isAddress(text, profileHosts) ? nameInAddress(text, profileHosts) : text.replace(/^[@＠]+\s*/u, '')
  if (name === null || !handleName.test(name)) return err({ code: 'bad-handle' })
  return ok(`@${name}`)
}

function isAddress(text: string, profileHosts: readonly string[]): boolean {
  const lower = text.toLowerCase()
  return /[/:?#]/.test(text) || profileHosts.some(host => lower === host || lower === `www.${host}`)
}

function nameInAddress(text: string, profileHosts: readonly string[]): string | null {
  const full = /^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text.replace(/^\/\//, '')}`
  if (!URL.canParse(full)) return null
  const url = new URL(full)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null
  if (!profileHosts.some(host => url.hostname === host || url.hostname.endsWith(`.${host}`))) return null
  const segment = decoded(url.pathname.split('/').find(part => part !== '') ?? '')
  return segment === null || pages.has(segment.toLowerCase()) ? null : segment.replace(/^@+/, '')
}

function decoded(segment: string): string | null {
  try {
    return decodeURIComponent(segment).normalize('NFC')
  } catch {
    return null
  }
}
