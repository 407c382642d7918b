import { err, ok, type Result } from '../../lang/result.ts'
import type { StringFormat } from '../field.ts'
import type { Problem } from '../problem.ts'
import { cleanLine } from './clean-text.ts'
import { parseEmail } from './parse-email.ts'
import { parseHandle } from './parse-handle.ts'
import { parseUrl } from './parse-url.ts'
import { ianaZone } from './time-zone.ts'

type StringRules = { readonly max: number; readonly format?: StringFormat; readonly profileHosts?: readonly string[] }

/** [D6] Lengths are UTF-16 units after normalisation, as a form's `maxlength` counts them. */
export function parseString(raw: string, rules: StringRules): Result<string, Problem> {
  const formatted = inFormat(raw, rules)
  if (formatted.ok && formatted.value.length > rules.max) return err({ code: 'too-long', limit: rules.max })
  return formatted
}

function inFormat(raw: string, rules: StringRules): Result<string, Problem> {
  switch (rules.format) {
    case 'email':
      return parseEmail(cleanLine(raw))
    case 'url':
      // Unclean on purpose: what hides in an address is a reason to refuse it, not to repair it.
      return parseUrl(raw.normalize('NFC'))
    case 'handle':
      return parseHandle(cleanLine(raw), rules.profileHosts ?? [])
    case 'timezone': {
      const zone = ianaZone(cleanLine(raw))
      return zone === null ? err({ code: 'bad-timezone' }) : ok(zone)
    }
    case 'phone':
    default:
      return ok(cleanLine(raw))
  }
}
