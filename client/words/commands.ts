/** How undo, redo and their toasts name what was done. */
export const commandWords = {
  creators: (count: number) => (count === 1 ? '1 creator' : `${count} creators`),
  create: (what: string) => `Add ${what}`,
  update: (what: string) => `Edit ${what}`,
  tags: (what: string) => `Tag ${what}`,
  trash: (what: string) => `Delete ${what}`,
  restore: (what: string) => `Restore ${what}`,
  settle: (what: string) => `Settle ${what}`,
  import: (what: string) => `Import ${what}`,
  settings: 'Change settings',
} as const
