import { useCallback, useSyncExternalStore } from 'react'
import type { ImageValue } from '#shared/domain/row.ts'
import { useCore } from './core-context.tsx'

/** The address of a stored picture; null where there is none, or until it is here. */
export function useImage(image: ImageValue | null): string | null {
  const { images } = useCore()
  const blob = image?.blob ?? null
  const subscribe = useCallback(
    (listener: () => void) => (blob === null ? () => undefined : images.watch(blob, listener)),
    [images, blob],
  )
  const url = useCallback(() => (blob === null ? null : images.url(blob)), [images, blob])
  return useSyncExternalStore(subscribe, url)
}
