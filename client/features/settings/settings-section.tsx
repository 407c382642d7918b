import type { ReactNode } from 'react'

export type SettingsSectionProps = {
  readonly id: string
  readonly title: string
  readonly about?: ReactNode
  readonly children: ReactNode
}

/** The title to the left of its controls, above them where there is no room. */
export function SettingsSection({ id, title, about, children }: SettingsSectionProps) {
  return (
    <section
      id={id}
      aria-labelledby={`${id}-title`}
      className="grid scroll-mt-16 gap-x-10 gap-y-4 border-t border-line px-4 py-8 md:px-6 lg:grid-cols-[15rem_minmax(0,36rem)]"
    >
      <div>
        <h2 id={`${id}-title`} className="text-base font-semibold">
          {title}
        </h2>
        {about !== undefined && <p className="mt-1 text-sm text-muted">{about}</p>}
      </div>
      <div className="flex min-w-0 flex-col gap-4">{children}</div>
    </section>
  )
}
