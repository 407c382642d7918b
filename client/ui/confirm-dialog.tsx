import { AlertDialog as Base } from '@base-ui/react/alert-dialog'
import type { ReactNode } from 'react'
import { Button } from './button.tsx'

export type ConfirmDialogProps = {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly title: string
  readonly description: ReactNode
  readonly confirmLabel: string
  readonly cancelLabel: string
  readonly onConfirm: () => void
  readonly danger?: boolean
  readonly busy?: boolean
}

/** Asks before something that cannot be undone. What can be undone is done, with a toast that offers Undo. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { open, onOpenChange, title, description, confirmLabel, cancelLabel, onConfirm } = props
  return (
    <Base.Root open={open} onOpenChange={next => onOpenChange(next)}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-50 bg-scrim transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Popup className="fixed inset-x-4 top-[min(24dvh,12rem)] z-50 mx-auto max-w-md rounded-lg border border-line bg-surface p-5 text-ink shadow-pop outline-none transition duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0">
          <Base.Title className="text-lg font-semibold">{title}</Base.Title>
          <Base.Description className="mt-2 text-base text-muted" render={<div />}>
            {description}
          </Base.Description>
          <div className="mt-5 flex flex-wrap justify-end gap-2">
            <Base.Close render={<Button />}>{cancelLabel}</Base.Close>
            <Button
              variant={props.danger === true ? 'danger' : 'primary'}
              busy={props.busy ?? false}
              onClick={onConfirm}
            >
              {confirmLabel}
            </Button>
          </div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
