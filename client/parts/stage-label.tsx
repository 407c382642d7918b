import { stages, type Stage } from '#shared/domain/stage.ts'
import { classNames } from '#client/ui/class-names.ts'
import { JourneyLine } from '#client/ui/journey-line.tsx'
import { words } from '#client/words/en.ts'

export type StageLabelProps = { readonly stage: Stage; readonly className?: string }

/** Where on the journey, as a picture and in words. */
export function StageLabel({ stage, className }: StageLabelProps) {
  return (
    <span className={classNames('inline-flex min-w-0 items-center gap-2', className)}>
      <JourneyLine current={stages.indexOf(stage)} size="sm" />
      <span className="truncate">{words.records.stage[stage]}</span>
    </span>
  )
}
