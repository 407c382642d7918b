import type { CreatorRow } from '#shared/domain/row.ts'
import { useCreators } from '#client/store/core-context.tsx'
import { creatorSections } from './field-draft.ts'
import { InlineField } from './inline-field.tsx'

/** Every field, by section, edited where it stands. */
export function OverviewTab({ row }: { readonly row: CreatorRow }) {
  const rows = useCreators()
  return (
    <div className="flex flex-col">
      {creatorSections.map(section => (
        <section
          key={section.id}
          aria-labelledby={`section-${section.id}`}
          className="grid gap-x-8 gap-y-3 border-b border-line py-5 first:pt-1 last:border-0 lg:grid-cols-[10rem_minmax(0,1fr)]"
        >
          <h2 id={`section-${section.id}`} className="text-base font-semibold">
            {section.label}
          </h2>
          <div className="grid gap-x-6 gap-y-3 sm:grid-cols-2 xl:grid-cols-3">
            {section.fields.map(({ name, declaration }) => (
              <InlineField
                key={name}
                name={name}
                declaration={declaration}
                row={row}
                rows={rows}
                className={isLong(declaration.type) ? 'sm:col-span-2 xl:col-span-3' : undefined}
              />
            ))}
          </div>
        </section>
      ))}
    </div>
  )
}

function isLong(type: string): boolean {
  return type === 'text' || type === 'links'
}
