import type { Stage } from '#shared/domain/stage.ts'

/** What a dragged card and a column under it say of themselves. */
export function cardData(id: string): Record<string, unknown> {
  return { creator: id }
}

export function columnData(stage: Stage): Record<string, unknown> {
  return { stage }
}

export function draggedId(data: Readonly<Record<string | symbol, unknown>>): string | null {
  return typeof data['creator'] === 'string' ? data['creator'] : null
}

export function droppedStage(data: Readonly<Record<string | symbol, unknown>> | undefined): string | null {
  return typeof data?.['stage'] === 'string' ? data['stage'] : null
}
