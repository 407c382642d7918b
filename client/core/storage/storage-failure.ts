/** IndexedDB says in many ways that there is no room; Dexie wraps the DOMException of an aborted transaction. */
export function isStorageFull(error: unknown): boolean {
  for (let current: unknown = error; current instanceof Error; current = innerError(current)) {
    if (current.name === 'QuotaExceededError') return true
  }
  return false
}

/** The database was made by a newer version of the app. */
export function isNewerData(error: unknown): boolean {
  for (let current: unknown = error; current instanceof Error; current = innerError(current)) {
    if (current.name === 'VersionError') return true
  }
  return false
}

function innerError(error: Error): unknown {
  if ('inner' in error && error.inner !== error) return error.inner
  return error.cause
}
