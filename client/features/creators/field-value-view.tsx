import type { FieldDeclaration } from '#shared/domain/field.ts'
import { stages } from '#shared/domain/stage.ts'
import { DayText } from '#client/parts/day-text.tsx'
import { weekdayClockInZone } from '#client/parts/day-words.ts'
import { StageLabel } from '#client/parts/stage-label.tsx'
import { TagChips } from '#client/parts/tag-chips.tsx'
import { useNow, useToday } from '#client/store/use-now.ts'
import { words } from '#client/words/en.ts'

export type FieldValueViewProps = {
  readonly name: string
  readonly declaration: FieldDeclaration
  readonly value: unknown
}

/** A value to be read. */
export function FieldValueView({ name, declaration, value }: FieldValueViewProps) {
  const today = useToday()
  if (isNothing(value)) return <span className="text-faint">{words.creators.page.add}</span>
  if (Array.isArray(value)) return <TagChips tags={value.filter(part => typeof part === 'string')} />
  if (typeof value === 'object') return <Links links={Object.entries(value ?? {})} />
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  if (declaration.type === 'date') return <DayText day={text} today={today} due={name === 'nextFollowUpDate'} />
  if (declaration.type === 'choice') {
    const stage = stages.find(known => known === text)
    return stage === undefined ? text : <StageLabel stage={stage} />
  }
  if (declaration.type === 'string' && declaration.format === 'timezone') return <Zone zone={text} />
  const isLong = declaration.type === 'text'
  return (
    <span
      dir="auto"
      className={isLong ? 'block max-w-[70ch] whitespace-pre-wrap' : 'block truncate'}
      title={isLong ? undefined : text}
    >
      {text}
    </span>
  )
}

function Zone({ zone }: { readonly zone: string }) {
  const now = useNow()
  return (
    <span>
      {zone.replaceAll('_', ' ')} <span className="text-muted">· {weekdayClockInZone(zone, now)}</span>
    </span>
  )
}

function Links({ links }: { readonly links: readonly (readonly [string, unknown])[] }) {
  return (
    <span className="flex flex-col">
      {links.map(([name, url]) => (
        <span key={name} className="truncate">
          <span className="font-medium">{name}</span> <span className="text-muted">{String(url)}</span>
        </span>
      ))}
    </span>
  )
}

function isNothing(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true
  return typeof value === 'object' && Object.keys(value).length === 0
}
