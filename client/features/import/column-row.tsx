import { ArrowRight } from 'lucide-react'
import { classNames } from '#client/ui/class-names.ts'
import { Segmented } from '#client/ui/segmented.tsx'
import { SelectField } from '#client/ui/select-field.tsx'
import { words } from '#client/words/en.ts'
import type { OrderFinding } from './date-order.ts'
import { importFields, type ColumnMatch } from './match-columns.ts'
import type { DateOrder } from './read-date.ts'

const say = words.importing.columns
const fieldOptions = importFields.map(field => ({ value: field.name, label: field.declaration.label }))
const orders: readonly DateOrder[] = ['day-first', 'month-first']

export type ColumnRowProps = {
  readonly match: ColumnMatch
  /** For columns of dates. */
  readonly order: OrderFinding | undefined
  readonly onField: (field: string | null) => void
  readonly onOrder: (order: DateOrder) => void
}

/** One column of the file: what it is called, what it holds, what becomes of it. */
export function ColumnRow({ match, order, onField, onOrder }: ColumnRowProps) {
  const isLeftOut = match.field === null
  return (
    <li className="grid items-center gap-x-4 gap-y-1.5 py-2 md:grid-cols-[minmax(10rem,1fr)_minmax(0,2fr)_1rem_16rem]">
      <span className={classNames('min-w-0 truncate font-medium', isLeftOut && 'text-muted')} title={match.header}>
        <bdi>{match.header}</bdi>
      </span>
      <span className="min-w-0 truncate text-sm text-muted">
        {match.samples.length === 0 ? (
          <span className="text-faint">{say.noValues}</span>
        ) : (
          match.samples.map((sample, i) => (
            <span key={sample}>
              {i > 0 && <span className="text-faint"> · </span>}
              <bdi>{sample.slice(0, 80)}</bdi>
            </span>
          ))
        )}
      </span>
      <ArrowRight aria-hidden className="hidden size-4 text-faint md:block" strokeWidth={1.75} />
      <div className="min-w-0">
        <SelectField
          label={say.fieldOf(match.header)}
          labelHidden
          emptyLabel={say.leaveOut}
          options={fieldOptions}
          value={match.field ?? ''}
          onChange={event => onField(event.currentTarget.value === '' ? null : event.currentTarget.value)}
        />
        {match.by === 'content' && <p className="mt-1 text-xs text-faint">{say.byContent}</p>}
      </div>
      {order !== undefined && order.by !== 'any' && <OrderChoice match={match} order={order} onOrder={onOrder} />}
    </li>
  )
}

function OrderChoice({
  match,
  order,
  onOrder,
}: Pick<ColumnRowProps, 'match' | 'onOrder'> & { readonly order: OrderFinding }) {
  if (order.by === 'values') return null
  const hint = orderHints[order.by]
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 md:col-span-4 md:justify-end">
      {hint !== null && (
        <span
          className={classNames('text-sm', order.by === 'guess' || order.by === 'mixed' ? 'text-warn' : 'text-faint')}
        >
          {hint}
        </span>
      )}
      <Segmented
        label={say.order(match.header)}
        options={orders.map(value => ({ value, label: say[value] }))}
        value={order.order}
        onChange={onOrder}
      />
    </div>
  )
}

const orderHints = {
  header: say.orderBy.header,
  others: say.orderBy.others,
  guess: say.orderAsk,
  mixed: say.orderMixed,
  any: null,
  person: null,
} as const
