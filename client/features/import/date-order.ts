import { orderHint, type DateOrder } from './read-date.ts'

export type DateColumn = { readonly index: number; readonly header: string; readonly values: readonly string[] }

export type OrderFinding = {
  readonly order: DateOrder
  /**
   * `values`: a value above 12 proves it. `header` and `others`: the header or the other columns say it. `any`: no value
   * depends on it. `guess`: nothing says it, so the person is asked. `mixed`: values contradict each other.
   * `person`: chosen by hand.
   */
  readonly by: 'values' | 'header' | 'others' | 'any' | 'guess' | 'mixed' | 'person'
}

/** [I8] One order a column. `usual` is the reader's own habit, the last thing to go by. */
export function findDateOrders(columns: readonly DateColumn[], usual: DateOrder): ReadonlyMap<number, OrderFinding> {
  const alone = new Map(columns.map(column => [column.index, findAlone(column)]))
  const proven = [...alone.values()].flatMap(finding =>
    finding?.by === 'values' || finding?.by === 'header' ? [finding.order] : [],
  )
  const agreed = proven[0] !== undefined && proven.every(order => order === proven[0]) ? proven[0] : null
  return new Map(
    columns.map(column => {
      const finding = alone.get(column.index)
      if (finding !== undefined && finding !== null) return [column.index, finding]
      return [column.index, agreed === null ? { order: usual, by: 'guess' } : { order: agreed, by: 'others' }]
    }),
  )
}

/** Null where the column's own values and header leave it open. */
function findAlone(column: DateColumn): OrderFinding | null {
  const hints = new Set(column.values.map(orderHint))
  if (hints.has('day-first') && hints.has('month-first'))
    return { order: headerOrder(column.header) ?? 'day-first', by: 'mixed' }
  if (hints.has('day-first')) return { order: 'day-first', by: 'values' }
  if (hints.has('month-first')) return { order: 'month-first', by: 'values' }
  if (!hints.has('either')) return { order: 'day-first', by: 'any' }
  const order = headerOrder(column.header)
  return order === null ? null : { order, by: 'header' }
}

function headerOrder(header: string): DateOrder | null {
  if (/\bd{1,2}[-/. ]m{1,3}\b/i.test(header)) return 'day-first'
  return /\bm{1,3}[-/. ]d{1,2}\b/i.test(header) ? 'month-first' : null
}

/** How the reader's own locale writes 2 March. */
export function localeDateOrder(locale: string | undefined): DateOrder {
  const parts = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'numeric', timeZone: 'UTC' }).formatToParts(0)
  const first = parts.find(part => part.type === 'day' || part.type === 'month')
  return first?.type === 'month' ? 'month-first' : 'day-first'
}
