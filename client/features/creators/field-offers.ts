import type { FieldDeclaration } from '#shared/domain/field.ts'
import { fold } from '#shared/domain/search-text.ts'
import { timeZones } from '#shared/domain/parse/time-zone.ts'
import type { CreatorRow } from '#shared/domain/row.ts'
import { weekdayClockInZone } from '#client/parts/day-words.ts'
import type { SelectOption } from '#client/ui/select-field.tsx'

/** What an input offers: the values that other records have, the most used first, then the declared ones. */
export function fieldSuggestions(
  declaration: FieldDeclaration,
  name: string,
  rows: readonly CreatorRow[],
): readonly string[] {
  const used = declaration.suggestsUsed === true ? usedValues(rows, name) : []
  const known = new Set(used.map(fold))
  return [...used, ...(declaration.suggestions ?? []).filter(suggestion => !known.has(fold(suggestion)))]
}

export function usedValues(rows: readonly CreatorRow[], name: string): readonly string[] {
  const counts = new Map<string, number>()
  for (const row of rows) {
    if (row.deletedAt !== null) continue
    for (const value of valuesOf(row, name)) counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  return [...counts].toSorted(([, one], [, other]) => other - one).map(([value]) => value)
}

/** Zones with the time that their clocks show, so that a person finds the right one by it. */
export function zoneOptions(now: number): readonly SelectOption[] {
  return timeZones().map(zone => ({
    value: zone,
    label: `${zone.replaceAll('_', ' ')} · ${weekdayClockInZone(zone, now)}`,
  }))
}

function valuesOf(row: CreatorRow, name: string): readonly string[] {
  const values: Readonly<Record<string, unknown>> = row
  const value = values[name]
  if (typeof value === 'string') return value === '' ? [] : [value]
  return Array.isArray(value) ? value.filter(part => typeof part === 'string') : []
}
