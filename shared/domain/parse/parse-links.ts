import { err, ok, type Result } from '../../lang/result.ts'
import type { Problem } from '../problem.ts'
import { cleanLine } from './clean-text.ts'
import { parseUrl } from './parse-url.ts'

export const linksMax = 50
export const linkNameMax = 50

/** [D15] Name → URL, from a map or from text with one a line: name, then its address. */
export function parseLinks(input: unknown, urlMax: number): Result<Readonly<Record<string, string>>, Problem> {
  const pairs = typeof input === 'string' ? linesToPairs(input) : mapToPairs(input)
  if (pairs === null) return err({ code: 'bad-url' })
  if (pairs.length > linksMax) return err({ code: 'too-many', limit: linksMax })
  const urlByName = new Map<string, string>()
  for (const [rawName, address] of pairs) {
    const url = parseUrl(address)
    if (!url.ok) return url
    if (url.value.length > urlMax) return err({ code: 'too-long', limit: urlMax })
    const name = linkName(rawName, url.value)
    if (name.length > linkNameMax) return err({ code: 'too-long', limit: linkNameMax })
    // Assigning such a key anywhere downstream would change an object's prototype.
    if (name === '__proto__') return err({ code: 'bad-url' })
    urlByName.set(name, url.value)
  }
  return ok(Object.fromEntries(urlByName))
}

function linkName(raw: string, url: string): string {
  const name = cleanLine(raw).replace(/[\s:=]+$/, '')
  return name === '' ? new URL(url).hostname.replace(/^www\./, '').slice(0, linkNameMax) : name
}

function linesToPairs(text: string): [string, string][] {
  return text
    .split(/\r\n?|\n/)
    .map(line => line.trim())
    .filter(line => line !== '')
    .map(line => {
      const cut = /^(.*?)[\s:=]+(\S+)$/.exec(line)
      const isBareUrl = /^[a-z]+:\/\/\S+$/i.test(line)
      return isBareUrl || cut === null ? ['', line] : [cut[1] ?? '', cut[2] ?? '']
    })
}

function mapToPairs(input: unknown): [string, string][] | null {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return null
  const pairs: [string, string][] = []
  for (const [name, address] of Object.entries(input)) {
    if (typeof address !== 'string') return null
    pairs.push([name, address])
  }
  return pairs
}
