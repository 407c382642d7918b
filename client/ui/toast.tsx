import { Toast as Base } from '@base-ui/react/toast'
import { CircleAlert, CircleCheck, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { useUiWords } from './ui-words.tsx'

/** Above the app; `useToast` shows toasts from anywhere below it. */
export function ToastProvider({ children }: { readonly children: ReactNode }) {
  const words = useUiWords()
  return (
    <Base.Provider limit={3} timeout={6_000}>
      {children}
      <Base.Portal>
        <Base.Viewport
          aria-label={words.notifications}
          className="print-hidden fixed inset-x-4 bottom-[calc(4.5rem+env(safe-area-inset-bottom))] z-50 mx-auto flex max-w-md flex-col gap-2 outline-none md:bottom-5 md:left-[14.75rem] md:right-auto md:mx-0 md:w-96"
        >
          <ToastList closeLabel={words.close} />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  )
}

function ToastList({ closeLabel }: { readonly closeLabel: string }) {
  const { toasts } = Base.useToastManager()
  return toasts.map(toast => (
    <Base.Root
      key={toast.id}
      toast={toast}
      swipeDirection={['left', 'down']}
      className={classNames(
        'translate-x-(--toast-swipe-movement-x) translate-y-(--toast-swipe-movement-y) rounded-lg bg-ink text-paper shadow-pop transition duration-150 data-ending-style:translate-y-2 data-ending-style:opacity-0 data-limited:hidden data-starting-style:translate-y-2 data-starting-style:opacity-0',
      )}
    >
      <Base.Content className="flex items-center gap-3 py-2 pl-3.5 pr-2">
        {toast.type === 'problem' && <CircleAlert aria-hidden className="size-4 shrink-0" />}
        {toast.type === 'done' && <CircleCheck aria-hidden className="size-4 shrink-0" />}
        <div className="min-w-0 flex-1 py-1">
          <Base.Title className="text-base font-medium" render={<p />} />
          <Base.Description className="text-sm opacity-80" />
        </div>
        <Base.Action className="h-8 shrink-0 rounded-md border border-current/30 px-2.5 text-sm font-medium hover:bg-paper/15 coarse:h-11" />
        <Base.Close
          aria-label={closeLabel}
          className="flex size-8 shrink-0 items-center justify-center rounded-md opacity-80 hover:bg-paper/15 hover:opacity-100 coarse:size-11"
        >
          <X aria-hidden className="size-4" />
        </Base.Close>
      </Base.Content>
    </Base.Root>
  ))
}
