import { err, ok, type Result } from '../../lang/result.ts'
import type { Problem } from '../problem.ts'

/**
 * The HTML standard's "valid email address" (§4.10.5.1.5), with letters and digits of every script (RFC 6531), and with
 * at least one dot in the host, since a studio's contacts do not sit on its own network.
 */
const address =
  /^[\p{L}\p{N}\p{M}.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}-]{0,61}[\p{L}\p{N}\p{M}])?\.)+[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}-]{0,61}[\p{L}\p{N}\p{M}])?$/u

/** [D10] Kept as typed; `emailKey` compares. */
export function parseEmail(text: string): Result<string, Problem> {
  const bare = text.replace(/^mailto:\s*/i, '')
  return address.test(bare) ? ok(bare) : err({ code: 'bad-email' })
}
