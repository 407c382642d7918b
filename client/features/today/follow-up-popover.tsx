import { useState, type ReactElement } from 'react'
import { addDays, isDay } from '#shared/domain/day.ts'
import { dayWords } from '#client/parts/day-words.ts'
import { Button } from '#client/ui/button.tsx'
import { DateField } from '#client/ui/date-field.tsx'
import { Popover } from '#client/ui/popover.tsx'
import { words } from '#client/words/en.ts'

export type FollowUpPopoverProps = {
  readonly today: string
  readonly current: string | null
  /** Null: no follow-up. */
  readonly onChoose: (day: string | null) => void
  readonly trigger: ReactElement<Record<string, unknown>>
  readonly isOpen: boolean
  readonly onOpenChange: (isOpen: boolean) => void
}

const quickDays = [3, 7, 14]

/** When to look at somebody again: one press for the usual distances, or a date. */
export function FollowUpPopover(props: FollowUpPopoverProps) {
  const { today, current, onChoose, trigger, isOpen, onOpenChange } = props
  const [typed, setTyped] = useState('')
  function choose(day: string | null): void {
    onOpenChange(false)
    setTyped('')
    onChoose(day)
  }
  return (
    <Popover open={isOpen} onOpenChange={onOpenChange} align="end" className="w-64 p-3" trigger={trigger}>
      <div className="flex flex-col gap-3">
        <div className="flex flex-col gap-1">
          {quickDays.map(days => {
            const day = addDays(today, days)
            return (
              <Button key={days} variant="quiet" className="justify-between" onClick={() => choose(day)}>
                <span>{words.records.followUp.inDays(days)}</span>
                <span className="tabular text-xs text-faint">{shortDay(day, today)}</span>
              </Button>
            )
          })}
        </div>
        <form
          className="flex items-end gap-2 border-t border-line pt-3"
          onSubmit={event => {
            event.preventDefault()
            if (isDay(typed)) choose(typed)
          }}
        >
          <DateField
            label={words.records.followUp.date}
            className="flex-1"
            value={typed}
            min={today}
            onValueChange={setTyped}
          />
          <Button type="submit" disabled={!isDay(typed)}>
            {words.records.followUp.set}
          </Button>
        </form>
        {current !== null && (
          <Button variant="quiet" size="sm" onClick={() => choose(null)}>
            {words.records.followUp.clear}
          </Button>
        )}
      </div>
    </Popover>
  )
}

const weekdayFormat = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  timeZone: 'UTC',
})

function shortDay(day: string, today: string): string {
  return isDay(day) ? weekdayFormat.format(new Date(`${day}T00:00:00Z`)) : dayWords(day, today)
}
