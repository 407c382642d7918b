import { sessionDomain } from './api.ts'
import type { Bytes } from './bytes.ts'
import type { DeviceId } from './ids.ts'
import { lengthPrefixed } from './length-prefix.ts'

/** What a device signs to renew its session. The id goes in as text, like the origin: in UTF-8. */
export function sessionMessage(origin: string, device: DeviceId, challenge: Bytes): Bytes {
  return lengthPrefixed(sessionDomain, origin, device, challenge)
}
