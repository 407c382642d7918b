import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { systemClock } from '#client/platform/clock.ts'
import { useCommand } from '#client/store/commands.ts'
import { useUndo } from '#client/store/core-context.tsx'
import { useRun } from '#client/store/use-run.ts'
import { destinations } from './navigation.tsx'
import type { Overlay } from './shell.tsx'

/** Between the two keys of `g c`. */
const sequenceMs = 1_200

const isMac = /mac|iphone|ipad/i.test(navigator.userAgent)
export const commandKeyLabel = isMac ? '⌘' : 'Ctrl '

/** The keys that work on every screen. Screens add their own; what is typed into a field is never a shortcut. */
export function useShortcuts(openOverlay: (overlay: Overlay) => void): void {
  const navigate = useNavigate()
  const { undo, redo } = useCommand()
  const undoState = useUndo()
  const run = useRun()
  const lastGoAt = useRef(0)

  useEffect(() => {
    const withCommand = (event: KeyboardEvent): void => {
      const key = event.key.toLowerCase()
      if (key === 'k' && !event.shiftKey && !event.altKey) {
        event.preventDefault()
        return openOverlay('palette')
      }
      const isRedo = (key === 'z' && event.shiftKey) || (key === 'y' && !isMac)
      const isUndo = key === 'z' && !event.shiftKey
      if ((!isUndo && !isRedo) || event.altKey || isTyping(event.target) || isDialogOpen()) return
      event.preventDefault()
      if (isUndo && undoState.undo !== null) run('undo', undo)
      if (isRedo && undoState.redo !== null) run('redo', redo)
    }
    const plain = (event: KeyboardEvent): void => {
      if (event.altKey || isTyping(event.target) || isDialogOpen()) return
      if (event.key === '?') {
        event.preventDefault()
        return openOverlay('shortcuts')
      }
      const now = systemClock.now()
      const isSecond = now - lastGoAt.current < sequenceMs
      lastGoAt.current = 0
      const goal = isSecond ? destinations.find(({ key }) => key === event.key) : undefined
      if (goal !== undefined) {
        // The screen's own keys must not hear the second of the two.
        event.preventDefault()
        event.stopImmediatePropagation()
        run('navigate', () => navigate({ to: goal.to }))
      } else if (event.key === 'g') lastGoAt.current = now
    }
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return
      if (event.metaKey || event.ctrlKey) withCommand(event)
      else plain(event)
    }
    addEventListener('keydown', onKeyDown, { capture: true })
    return () => removeEventListener('keydown', onKeyDown, { capture: true })
  }, [navigate, openOverlay, redo, run, undo, undoState])
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return (
    target.isContentEditable ||
    target.closest('input:not([type=checkbox]):not([type=radio]), textarea, select') !== null
  )
}

function isDialogOpen(): boolean {
  // A toast is a dialog that is not modal: it holds no keys back.
  return document.querySelector(':is([role=dialog], [role=alertdialog]):not([aria-modal=false])') !== null
}
