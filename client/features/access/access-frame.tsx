import { useEffect, useRef, type ReactNode } from 'react'
import { JourneyLine } from '#client/ui/journey-line.tsx'
import { words } from '#client/words/en.ts'

export type AccessFrameProps = {
  readonly title: string
  readonly about?: ReactNode
  readonly children: ReactNode
  /** Under a hairline: other ways. */
  readonly footer?: ReactNode
  readonly wide?: boolean
  /** 0–5: how far the wave has come. */
  readonly progress?: number
}

/** What stands before the studio is open. The heading takes the focus when a step follows another. */
export function AccessFrame({ title, about, children, footer, wide = false, progress }: AccessFrameProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  const isFirst = useRef(true)
  useEffect(() => {
    if (!isFirst.current) heading.current?.focus()
    isFirst.current = false
  }, [title])
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="print-hidden flex items-center gap-2 px-5 py-4 text-sm font-semibold">
        <img src="/favicon.svg" alt="" width={20} height={20} className="size-5 rounded-sm" />
        {words.shell.product}
      </header>
      <main className="flex flex-1 justify-center px-5 pb-16 pt-[min(10vh,5rem)] print:p-0">
        <div className={wide ? 'w-full max-w-xl' : 'w-full max-w-sm'}>
          <JourneyLine current={progress ?? null} size="lg" className="print-hidden -ml-2" />
          <h1
            ref={heading}
            tabIndex={-1}
            className="print-hidden mt-6 text-2xl font-semibold tracking-tight outline-none"
          >
            {title}
          </h1>
          {about !== undefined && <p className="print-hidden mt-2 text-base text-muted">{about}</p>}
          <div className="mt-6 print:mt-0">{children}</div>
          {footer !== undefined && (
            <div className="print-hidden mt-8 flex flex-col items-start gap-1 border-t border-line pt-4">{footer}</div>
          )}
        </div>
      </main>
    </div>
  )
}
