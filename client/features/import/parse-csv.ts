import Papa from 'papaparse'
import { err, ok, type Result } from '#shared/lang/result.ts'

export type CsvRow = {
  /** The physical line of the file on which the row begins, from 1. Cells may hold line breaks. */
  readonly line: number
  readonly cells: readonly string[]
}
export type CsvTable = {
  /** One name a column: empty ones are numbered, repeated ones too. */
  readonly header: readonly string[]
  readonly rows: readonly CsvRow[]
  readonly delimiter: Delimiter
}
export type CsvFailure =
  /** `line` is the one on which the quote opens. */
  | { readonly kind: 'unclosed-quote' | 'stray-quote'; readonly line: number }
  | { readonly kind: 'no-rows' }
  | { readonly kind: 'stopped' }

const delimiters = [',', ';', '\t', '|'] as const
export type Delimiter = (typeof delimiters)[number]

export type CsvPace = {
  /** Between two slices. Answers whether to go on. */
  readonly between: (share: number) => Promise<boolean>
}

const sliceRows = 2_000
const sampleRows = 25

/** In slices, so that the page stays alive while a large file is read. */
export async function parseCsv(raw: string, pace: CsvPace): Promise<Result<CsvTable, CsvFailure>> {
  const text = raw.replaceAll(/\r\n?/g, '\n')
  const named = /^sep=([,;\t|])\n/i.exec(text)
  const delimiter = delimiters.find(candidate => candidate === named?.[1]) ?? detectDelimiter(text)
  let line = named === null ? 1 : 2
  let position = named?.[0].length ?? 0
  let header: readonly string[] | null = null
  const rows: CsvRow[] = []
  while (position < text.length) {
    const slice = parseSlice(text.slice(position), delimiter, sliceRows)
    if (slice.broken !== null) {
      const at = line + countBreaks(text.slice(position, position + slice.broken.index))
      return err({ kind: slice.broken.kind, line: at })
    }
    for (const cells of slice.rows) {
      const isBlank = cells.every(cell => cell.trim() === '')
      if (!isBlank && header === null) header = cells
      else if (!isBlank) rows.push({ line, cells })
      line += 1 + countBreaks(cells)
    }
    position += slice.length
    if (position < text.length && !(await pace.between(position / text.length))) return err({ kind: 'stopped' })
  }
  if (header === null || rows.length === 0) return err({ kind: 'no-rows' })
  return ok({ header: nameColumns(header, rows), rows, delimiter })
}

type Slice = {
  readonly rows: readonly (readonly string[])[]
  readonly length: number
  readonly broken: { readonly kind: 'unclosed-quote' | 'stray-quote'; readonly index: number } | null
}

function parseSlice(text: string, delimiter: Delimiter, preview: number): Slice {
  // fastMode would split a text without quotes by lines at once, the whole file included.
  const { data, errors, meta } = Papa.parse<string[]>(text, { delimiter, newline: '\n', preview, fastMode: false })
  const quote = errors.find(error => error.type === 'Quotes')
  const kind = quote?.code === 'MissingQuotes' ? 'unclosed-quote' : 'stray-quote'
  return { rows: data, length: meta.cursor, broken: quote === undefined ? null : { kind, index: quote.index ?? 0 } }
}

/** The one under which the first rows agree with the header best. */
export function detectDelimiter(text: string): Delimiter {
  let best: Delimiter = ','
  let bestScore = 0
  for (const delimiter of delimiters) {
    const rows = parseSlice(text.slice(0, 200_000), delimiter, sampleRows).rows.filter(row => row.join('') !== '')
    const width = rows[0]?.length ?? 0
    if (width < 2) continue
    const agreeing = rows.filter(row => row.length === width).length
    const score = agreeing / rows.length + width / 1_000
    if (score > bestScore) {
      best = delimiter
      bestScore = score
    }
  }
  return best
}

function countBreaks(texts: string | readonly string[]): number {
  let count = 0
  for (const text of typeof texts === 'string' ? [texts] : texts)
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1
  return count
}

function nameColumns(header: readonly string[], rows: readonly CsvRow[]): string[] {
  const isFilled = (column: number): boolean => rows.some(row => (row.cells[column] ?? '').trim() !== '')
  const names = header.map(name => name.trim())
  // A trailing delimiter on every line makes a last column that is none.
  while (names.length > 1 && names.at(-1) === '' && !isFilled(names.length - 1)) names.pop()
  const seen = new Map<string, number>()
  return names.map((name, index) => {
    if (name === '') return `Column ${index + 1}`
    const times = (seen.get(name) ?? 0) + 1
    seen.set(name, times)
    return times === 1 ? name : `${name} (${times})`
  })
}
