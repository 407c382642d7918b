import { Status } from '#shared/protocol/api.ts'

/** What the relay says of itself to all; null where it cannot be reached. */
export async function readRelayStatus(): Promise<Status | null> {
  try {
    const response = await fetch('/api/status', { headers: { accept: 'application/json' } })
    if (!response.ok) return null
    const parsed = Status.safeParse(await response.json())
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
