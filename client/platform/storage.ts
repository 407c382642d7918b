/** Asks the browser not to evict what this device holds. Null where it cannot be asked. */
export async function askToPersist(): Promise<boolean | null> {
  if (!('storage' in navigator) || typeof navigator.storage.persist !== 'function') return null
  if (await navigator.storage.persisted()) return true
  return navigator.storage.persist()
}
