import { useEffect, useSyncExternalStore } from 'react'
import type { Updates } from '#client/platform/updates.ts'
import { usePhase } from '#client/store/core-context.tsx'
import { useToast } from '#client/ui/use-toast.ts'
import { words } from '#client/words/en.ts'

/** Offers the new version and waits: whoever is in the middle of something goes on with it. */
export function UpdatePrompt({ updates }: { readonly updates: Updates }) {
  const toast = useToast()
  const isReady = useSyncExternalStore(updates.subscribe, updates.isReady)
  const phase = usePhase().kind
  // Shown anew with each phase: a lock clears all that was on show.
  useEffect(() => {
    if (!isReady) return
    toast.show({
      id: 'update',
      title: words.shell.update.ready,
      timeoutMs: 0,
      action: { label: words.shell.update.reload, run: updates.accept },
    })
  }, [isReady, phase, toast, updates])
  return null
}
