import type { Change } from './change-set.ts'

export type UndoStep = { readonly label: string; readonly inverse: readonly Change[] }

/** What ⌘Z and ⇧⌘Z would do next. In memory: it ends with the session, the history does not. */
export class UndoStack {
  readonly #undo: UndoStep[] = []
  readonly #redo: UndoStep[] = []
  readonly #depth: number

  constructor(depth = 100) {
    this.#depth = depth
  }

  /** A new command: what had been taken back cannot be done again. */
  did(step: UndoStep): void {
    this.#undo.push(step)
    if (this.#undo.length > this.#depth) this.#undo.shift()
    this.#redo.length = 0
  }

  nextUndo(): UndoStep | null {
    return this.#undo.at(-1) ?? null
  }

  nextRedo(): UndoStep | null {
    return this.#redo.at(-1) ?? null
  }

  undone(redo: UndoStep): void {
    this.#undo.pop()
    this.#redo.push(redo)
  }

  redone(undo: UndoStep): void {
    this.#redo.pop()
    this.#undo.push(undo)
  }

  /** A step that cannot be taken back any more, its records being gone. */
  dropUndo(): void {
    this.#undo.pop()
  }

  dropRedo(): void {
    this.#redo.pop()
  }

  state(): { undo: string | null; redo: string | null } {
    return { undo: this.nextUndo()?.label ?? null, redo: this.nextRedo()?.label ?? null }
  }
}
