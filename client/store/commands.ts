import { useMemo } from 'react'
import type { ImageValue } from '#shared/domain/row.ts'
import type { Result } from '#shared/lang/result.ts'
import type { Command, CommandDone, CommandFailure, ImageFailure, NewImage } from '#client/core/api.ts'
import { useToast, type Toaster } from '#client/ui/use-toast.ts'
import { words } from '#client/words/en.ts'
import { useCore, type CoreClient } from './core-context.tsx'

export type RunOptions = {
  /** In place of the command's own label, such as `Follow-up moved to 12 Mar`. */
  readonly done?: string
  /** No toast when it worked: what was done is plain to see. A failure is always told. */
  readonly quiet?: boolean
}

export type CommandRunner = {
  /** Durable when it answers. Tells how it went in a toast that offers Undo. */
  readonly run: (command: Command, options?: RunOptions) => Promise<Result<CommandDone, CommandFailure>>
  /** Before the command that writes the value it answers. Tells a failure in a toast. */
  readonly storeImage: (image: NewImage) => Promise<Result<ImageValue, ImageFailure>>
  readonly undo: () => Promise<void>
  readonly redo: () => Promise<void>
}

export function useCommand(): CommandRunner {
  const core = useCore()
  const toaster = useToast()
  return useMemo(() => createRunner(core, toaster), [core, toaster])
}

function createRunner(core: CoreClient, toaster: Toaster): CommandRunner {
  const id = 'command'
  const fail = (failure: ImageFailure): void => {
    if (failure.kind !== 'nothing-to-do') toaster.show({ title: words.command.failed(failure), tone: 'problem' })
  }
  const undo = async (): Promise<void> => {
    const result = await core.api.studio.undo()
    if (!result.ok) return fail(result.error)
    toaster.show({
      id,
      title: words.command.undone(result.value.label),
      action: { label: words.command.redo, run: () => void redo() },
    })
  }
  const redo = async (): Promise<void> => {
    const result = await core.api.studio.redo()
    if (!result.ok) return fail(result.error)
    toaster.show({
      id,
      title: words.command.redone(result.value.label),
      action: { label: words.command.undo, run: () => void undo() },
    })
  }
  const run: CommandRunner['run'] = async (command, options = {}) => {
    const result = await core.api.studio.execute(command)
    if (!result.ok) fail(result.error)
    else if (options.quiet !== true) {
      toaster.show({
        id,
        title: options.done ?? result.value.label,
        tone: 'done',
        action: { label: words.command.undo, run: () => void undo() },
      })
    }
    return result
  }
  const storeImage: CommandRunner['storeImage'] = async image => {
    const stored = await core.api.studio.storeImage(image)
    if (!stored.ok) fail(stored.error)
    return stored
  }
  return { run, storeImage, undo, redo }
}
