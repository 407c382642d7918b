import { Toast as Base } from '@base-ui/react/toast'
import { useMemo } from 'react'

export type ToastMessage = {
  readonly title: string
  readonly description?: string
  readonly tone?: 'plain' | 'done' | 'problem'
  readonly action?: { readonly label: string; readonly run: () => void }
  /** 0: until it is closed. */
  readonly timeoutMs?: number
  /** A later toast of the same id takes this one's place. */
  readonly id?: string
}

export type Toaster = {
  readonly show: (message: ToastMessage) => string
  readonly close: (id: string) => void
  readonly closeAll: () => void
}

export function useToast(): Toaster {
  const manager = Base.useToastManager()
  const { add, close } = manager
  return useMemo(
    () => ({
      show: message => add(toastOptions(message, close)),
      close: id => close(id),
      closeAll: () => close(),
    }),
    [add, close],
  )
}

function toastOptions(message: ToastMessage, close: (id: string) => void) {
  const { title, description, tone = 'plain', action, timeoutMs, id } = message
  const ownId = id ?? `toast-${(count += 1)}`
  return {
    id: ownId,
    title,
    type: tone,
    priority: tone === 'problem' ? ('high' as const) : ('low' as const),
    ...(description === undefined ? {} : { description }),
    ...(timeoutMs === undefined ? {} : { timeout: timeoutMs }),
    ...(action === undefined
      ? {}
      : {
          actionProps: {
            children: action.label,
            onClick: () => {
              close(ownId)
              action.run()
            },
          },
        }),
  }
}

let count = 0
