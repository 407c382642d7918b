import type { Command } from '../api.ts'
import { commandWords } from '#client/words/commands.ts'

/** The words by which undo names a command. */
export function commandLabel(command: Command, display: string | null): string {
  const count = 'ids' in command ? command.ids.length : 1
  const what = count === 1 && display !== null ? display : commandWords.creators(count)
  switch (command.kind) {
    case 'create':
      return commandWords.create(what)
    case 'update':
      return commandWords.update(what)
    case 'add-tags':
    case 'remove-tags':
      return commandWords.tags(what)
    case 'trash':
      return commandWords.trash(what)
    case 'restore':
      return commandWords.restore(what)
    case 'settle':
      return commandWords.settle(what)
    case 'settings':
      return commandWords.settings
  }
}
