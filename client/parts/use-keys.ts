import { useEffect, useRef } from 'react'

export type KeyActions = Readonly<Record<string, (event: KeyboardEvent) => void>>

/** Single keys for a whole screen, while nobody types, no dialog or menu is open, and no modifier is held. */
export function useKeys(actions: KeyActions): void {
  const latest = useRef(actions)
  useEffect(() => {
    latest.current = actions
  })
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey || isTyping(event)) return
      const action = latest.current[event.key]
      if (action === undefined || document.querySelector(overlays) !== null) return
      event.preventDefault()
      action(event)
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
}

/** A toast is a dialog that is not modal: it holds no keys back. */
const overlays =
  '[role="dialog"]:not([aria-modal="false"]), [role="alertdialog"]:not([aria-modal="false"]), [role="menu"]'
const typing = 'input:not([type="checkbox"]):not([type="radio"]), textarea, select, [contenteditable="true"]'

function isTyping(event: KeyboardEvent): boolean {
  return event.target instanceof Element && event.target.closest(typing) !== null
}
