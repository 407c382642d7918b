import { Link } from '@tanstack/react-router'
import { CalendarClock, Check } from 'lucide-react'
import { useState } from 'react'
import type { CreatorRow, CreatorValues } from '#shared/domain/row.ts'
import { dayWords } from '#client/parts/day-words.ts'
import { HealthBadge, healthWords } from '#client/parts/health-badge.tsx'
import { StageLabel } from '#client/parts/stage-label.tsx'
import { useCommand } from '#client/store/commands.ts'
import { useHealthOf } from '#client/store/health-of.ts'
import { useRun } from '#client/store/use-run.ts'
import { Button } from '#client/ui/button.tsx'
import { words } from '#client/words/en.ts'
import { FollowUpPopover } from './follow-up-popover.tsx'

export type QueueRowProps = { readonly row: CreatorRow; readonly today: string }

/** Somebody who needs the founder today, with why, and what finishes it on the spot. */
export function QueueRow({ row, today }: QueueRowProps) {
  const health = useHealthOf()(row)
  const command = useCommand()
  const run = useRun()
  const [isMoving, setIsMoving] = useState(false)
  const update = (values: CreatorValues, done: string) =>
    run('today', () => command.run({ kind: 'update', collection: 'creator', ids: [row.id], values }, { done }))
  const moveTo = (day: string | null) =>
    update(
      { nextFollowUpDate: day },
      day === null
        ? words.creators.done.noFollowUp(row.brandName)
        : words.creators.done.followUp(row.brandName, dayWords(day, today)),
    )
  const contacted = () => {
    update({ lastContactedDate: today }, words.creators.done.contacted(row.brandName))
    // What follows a contact is the next one: who is due stays here until it is set.
    if (row.nextFollowUpDate !== null && row.nextFollowUpDate <= today) setIsMoving(true)
  }
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 border-b border-line py-2 md:grid-cols-[minmax(0,1fr)_10rem_auto]">
      <div className="flex min-w-0 items-start gap-2.5">
        <span className="mt-0.5">
          <HealthBadge health={health} />
        </span>
        <div className="min-w-0">
          <p className="flex min-w-0 flex-wrap items-baseline gap-x-2">
            <Link
              to="/creators/$id"
              params={{ id: row.id }}
              dir="auto"
              className="max-w-full truncate text-base font-medium hover:underline coarse:py-1.5"
            >
              {row.brandName}
            </Link>
            <span className="max-w-full truncate text-sm text-muted" dir="auto">
              {row.creatorName}
            </span>
          </p>
          <p className="text-sm text-muted">{reasonWords(row, today, healthWords(health), health.score === 'GREEN')}</p>
        </div>
      </div>
      <StageLabel stage={row.journeyStatus} className="hidden text-sm text-muted md:inline-flex" />
      <div className="col-span-2 flex justify-end gap-1 md:col-span-1">
        <Button
          size="sm"
          icon={Check}
          aria-label={`${words.records.contactedToday}: ${row.brandName}`}
          onClick={contacted}
          disabled={row.lastContactedDate === today}
        >
          {words.records.contactedToday}
        </Button>
        <FollowUpPopover
          today={today}
          current={row.nextFollowUpDate}
          onChoose={moveTo}
          isOpen={isMoving}
          onOpenChange={setIsMoving}
          trigger={
            <Button
              size="sm"
              variant="quiet"
              icon={CalendarClock}
              aria-label={`${words.records.followUp.move}: ${row.brandName}`}
            >
              {words.records.followUp.moveShort}
            </Button>
          }
        />
      </div>
    </li>
  )
}

function reasonWords(row: CreatorRow, today: string, reason: string, isHealthy: boolean): string {
  if (isHealthy && row.nextFollowUpDate === today) return words.today.dueReason
  return reason
}
