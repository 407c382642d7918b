import { useRouterState } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { words } from '#client/words/en.ts'

/**
 * After a change of screen the title names it and its heading takes the focus, so that the keyboard and a screen reader
 * begin where the new content does. Filters and other search params move nothing.
 */
export function usePageFocus(): void {
  const pathname = useRouterState({ select: state => state.resolvedLocation?.pathname ?? null })
  const title = useRouterState({ select: state => state.matches.at(-1)?.staticData.title })
  const before = useRef<string | null>(null)
  useEffect(() => {
    document.title = title === undefined ? words.shell.product : words.shell.title(title)
  }, [title])
  useEffect(() => {
    const isFirst = before.current === null
    before.current = pathname
    if (isFirst || pathname === null) return
    const heading =
      document.querySelector<HTMLElement>('[data-page-title]') ?? document.querySelector<HTMLElement>('#content')
    heading?.focus({ preventScroll: true })
    window.scrollTo(0, 0)
  }, [pathname])
}
