import { creator } from '#shared/domain/creator.ts'
import { rowsToCsv, type CsvOptions } from '#shared/domain/csv.ts'
import type { CreatorRow } from '#shared/domain/row.ts'
import type { Result } from '#shared/lang/result.ts'
import type { CommandFailure } from '#client/core/api.ts'
import { downloadFile } from '#client/platform/downloads.ts'
import type { CoreClient } from './core-context.tsx'

/** Without it, spreadsheets take the file for their old local encoding. */
const byteOrderMark = '\ufeff'

/** The rows as a CSV file, in the order given. The audit trail knows of it before the file is handed over. */
export async function exportCreators(
  core: Pick<CoreClient, 'api'>,
  rows: readonly CreatorRow[],
  today: string,
  options: CsvOptions = {},
): Promise<Result<null, CommandFailure>> {
  const csv = rowsToCsv(creator, rows, options)
  const recorded = await core.api.studio.recordExport(rows.length, 'csv')
  if (recorded.ok) downloadFile(`creators-${today}.csv`, 'text/csv;charset=utf-8', byteOrderMark + csv)
  return recorded
}
