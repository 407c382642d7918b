import { Fragment } from 'react'
import { Dialog } from '#client/ui/dialog.tsx'
import { Kbd } from '#client/ui/kbd.tsx'
import { words } from '#client/words/en.ts'
import { destinations } from './navigation.tsx'
import { commandKeyLabel } from './use-shortcuts.ts'

const { shortcuts } = words.shell
const command = commandKeyLabel.trim()

type Shortcut = { readonly keys: readonly string[]; readonly does: string }

const groups: readonly { readonly title: string; readonly shortcuts: readonly Shortcut[] }[] = [
  {
    title: shortcuts.groups.anywhere,
    shortcuts: [
      { keys: [command, 'K'], does: shortcuts.palette },
      { keys: ['?'], does: shortcuts.help },
      { keys: [command, 'Z'], does: shortcuts.undo },
      { keys: ['⇧', command, 'Z'], does: shortcuts.redo },
      ...destinations.map(({ key, label }) => ({ keys: ['g', key], does: shortcuts.go(label) })),
    ],
  },
  {
    title: shortcuts.groups.lists,
    shortcuts: [
      { keys: ['/'], does: shortcuts.search },
      { keys: ['n'], does: shortcuts.create },
      { keys: ['j'], does: shortcuts.next },
      { keys: ['k'], does: shortcuts.previous },
      { keys: ['x'], does: shortcuts.select },
      { keys: ['↵'], does: shortcuts.open },
      { keys: ['e'], does: shortcuts.edit },
      { keys: ['s'], does: shortcuts.stage },
    ],
  },
]

export function ShortcutSheet({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  return (
    <Dialog open={open} onOpenChange={onClose} title={shortcuts.title} size="lg">
      <div className="grid gap-x-10 gap-y-6 sm:grid-cols-2">
        {groups.map(group => (
          <section key={group.title}>
            <h3 className="mb-1 text-sm font-medium text-muted">{group.title}</h3>
            <dl>
              {group.shortcuts.map(({ keys, does }) => (
                <div key={does} className="flex h-8 items-center justify-between border-b border-line last:border-0">
                  <dt>{does}</dt>
                  <dd className="flex gap-1">
                    {keys.map(key => (
                      <Fragment key={key}>
                        <Kbd>{key}</Kbd>
                      </Fragment>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
