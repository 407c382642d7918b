import { isMet, type Figure } from './figure.ts'

/** The figures as Markdown, so that a run can be pasted into docs/benchmarks.md. */
export function figuresToTable(figures: readonly Figure[]): string {
  const rows = [['figure', 'value', 'target', 'peer', 'ratio', ''], ...figures.map(toRow)]
  const widths = (rows[0] ?? []).map((_, column) => Math.max(3, ...rows.map(row => row[column]?.length ?? 0)))
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`
  const rule = line(widths.map(width => '-'.repeat(width)))
  const [head = [], ...body] = rows
  return [line(head), rule, ...body.map(line)].join('\n')
}

function toRow(figure: Figure): string[] {
  const { name, value, unit, target, better, peer, ratio } = figure
  const bound = better === 'higher' ? '≥' : '≤'
  return [
    name,
    `${round(value)} ${unit}`,
    target === null ? '' : `${bound} ${round(target)} ${unit}`,
    peer === undefined ? '' : `${round(peer)} ${unit}`,
    ratio === undefined ? '' : `${round(ratio)}×`,
    target === null ? '' : isMet(figure) ? 'met' : 'MISSED',
  ]
}

function round(value: number): string {
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en-GB')
  return String(Math.round(value * 10) / 10)
}
