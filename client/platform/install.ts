/** The browser's offer to install the app: kept until somebody asks for it. */
type InstallEvent = Event & { prompt(): Promise<unknown>; readonly userChoice: Promise<{ outcome: string }> }

let offer: InstallEvent | null = null
const listeners = new Set<() => void>()

export function watchInstall(): void {
  addEventListener('beforeinstallprompt', event => {
    event.preventDefault()
    if (isInstallEvent(event)) setOffer(event)
  })
  addEventListener('appinstalled', () => setOffer(null))
}

export function canInstall(): boolean {
  return offer !== null
}

export function subscribeInstall(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** True once it was accepted. The browser makes each offer once. */
export async function install(): Promise<boolean> {
  const current = offer
  if (current === null) return false
  setOffer(null)
  await current.prompt()
  return (await current.userChoice).outcome === 'accepted'
}

function setOffer(next: InstallEvent | null): void {
  offer = next
  for (const listener of listeners) listener()
}

function isInstallEvent(event: Event): event is InstallEvent {
  return 'prompt' in event && 'userChoice' in event
}
