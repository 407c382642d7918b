import { stages, type Stage } from '#shared/domain/stage.ts'
import { JourneyLine } from '#client/ui/journey-line.tsx'
import type { MenuItem } from '#client/ui/menu.tsx'
import { words } from '#client/words/en.ts'

/** A menu's items, one a stage; `current` is marked as the one in force. */
export function stageMenuItems(current: Stage | null, choose: (stage: Stage) => void): readonly MenuItem[] {
  return stages.map((stage, index) => ({
    id: stage,
    label: words.records.stage[stage],
    leading: <JourneyLine current={index} size="sm" />,
    ...(current === null ? {} : { chosen: stage === current }),
    onSelect: () => {
      if (stage !== current) choose(stage)
    },
  }))
}
