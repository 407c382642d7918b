import type { ReactNode } from 'react'

/** Takes the focus when its step begins. */
export function StepTitle({ children, hint }: { readonly children: ReactNode; readonly hint?: ReactNode }) {
  return (
    <div className="mb-3">
      <h2 tabIndex={-1} data-step-title="" className="text-lg font-semibold outline-none">
        {children}
      </h2>
      {hint !== undefined && <p className="max-w-2xl text-sm text-muted">{hint}</p>}
    </div>
  )
}
