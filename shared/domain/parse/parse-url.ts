import { err, ok, type Result } from '../../lang/result.ts'
import type { Problem } from '../problem.ts'

// What URL parsers strip before they look for the scheme (WHATWG URL §4.4), and what is invisible to a reader.
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const ignorable = /[\u0000-\u0020\u007f-\u00a0\u00ad\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]/gu
const scheme = /^([a-z][a-z0-9+.-]*):(.*)$/isu
const hostAndPort = /^\d{1,5}(?:[/?#]|$)/
const host = /^(?=.{1,253}$)(?:[\p{L}\p{N}_](?:[\p{L}\p{N}\p{M}_-]*[\p{L}\p{N}\p{M}])?\.)+[\p{L}\p{N}\p{M}-]+$/u

/** [D11] http and https only; an address without a scheme is https. Nothing in it can hide another scheme. */
export function parseUrl(raw: string): Result<string, Problem> {
  const trimmed = raw.trim()
  const compact = trimmed.replaceAll(ignorable, '')
  const parts = scheme.exec(compact)
  const name = parts?.[1]?.toLowerCase()
  const rest = parts?.[2] ?? ''
  const isPort = name?.includes('.') === true && hostAndPort.test(rest)
  if (name !== undefined && !isPort && name !== 'http' && name !== 'https') return err({ code: 'bad-url-scheme' })
  if (compact !== trimmed || /[\\<>"`{}|^]/.test(compact)) return err({ code: 'bad-url' })
  const full = name === undefined || isPort ? `https://${compact.replace(/^\/\//, '')}` : `${name}:${rest}`
  return isPlainAddress(full) ? ok(full) : err({ code: 'bad-url' })
}

/** A host with a dot, and no user name in front of it, which only serves to mislead. */
function isPlainAddress(text: string): boolean {
  if (!/^https?:\/\/[^/]/.test(text) || !URL.canParse(text)) return false
  const url = new URL(text)
  return url.username === '' && url.password === '' && host.test(url.hostname)
}
