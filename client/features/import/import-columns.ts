import { creator } from '#shared/domain/creator.ts'
import { fieldOf } from '#shared/domain/registry.ts'
import { findDateOrders, type OrderFinding } from './date-order.ts'
import { columnValues, type ColumnMatch } from './match-columns.ts'
import type { CsvTable } from './parse-csv.ts'
import type { DateOrder } from './read-date.ts'
import type { ImportColumn } from './row-values.ts'

export type DateOrders = ReadonlyMap<number, OrderFinding>

/** [I8] For the columns that are mapped to a date. */
export function findOrders(table: CsvTable, matches: readonly ColumnMatch[], usual: DateOrder): DateOrders {
  const dates = matches.filter(match => match.field !== null && fieldOf(creator, match.field)?.type === 'date')
  const columns = dates.map(({ index, header }) => ({ index, header, values: columnValues(table, index) }))
  return findDateOrders(columns, usual)
}

export function chosenColumns(matches: readonly ColumnMatch[], orders: DateOrders): ImportColumn[] {
  return matches.flatMap(({ index, field }) =>
    field === null ? [] : [{ index, field, dateOrder: orders.get(index)?.order ?? 'day-first' }],
  )
}
