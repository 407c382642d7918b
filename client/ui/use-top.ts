import { useLayoutEffect, useState, type RefObject } from 'react'

/** How far below the page's top an element begins, for lists that scroll with the page. */
export function useTop(element: RefObject<HTMLElement | null>): number {
  const [top, setTop] = useState(0)
  // After every render: whatever stands above may have grown. Setting the same number again renders nothing.
  useLayoutEffect(() => {
    if (element.current !== null) setTop(Math.round(element.current.getBoundingClientRect().top + window.scrollY))
  })
  return top
}
