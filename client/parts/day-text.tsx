import { classNames } from '#client/ui/class-names.ts'
import { dayWords, fullDayWords } from './day-words.ts'

export type DayTextProps = {
  readonly day: string | null
  readonly today: string
  /** A date in the past is late. */
  readonly due?: boolean
  /** What stands where there is no date. */
  readonly none?: string
  readonly className?: string
}

/** A date as a person says it; the exact one on hover. */
export function DayText({ day, today, due = false, none = '–', className }: DayTextProps) {
  if (day === null) {
    return <span className={classNames('text-faint', className)}>{none}</span>
  }
  const isLate = due && day < today
  return (
    <time
      dateTime={day}
      title={fullDayWords(day)}
      className={classNames(
        'tabular',
        isLate && 'font-medium text-bad',
        due && day === today && 'font-medium text-accent-text',
        className,
      )}
    >
      {dayWords(day, today)}
    </time>
  )
}
