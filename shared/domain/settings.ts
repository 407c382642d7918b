import { defineCollection } from './field.ts'

/** What the whole studio shares: one document a workspace. */
export const settings = defineCollection({
  name: 'settings',
  singular: 'Settings',
  plural: 'Settings',
  stored: 'document',
  schema: 1,
  display: 'studioName',
  sections: [
    { id: 'studio', label: 'Studio' },
    { id: 'lock', label: 'Lock' },
    { id: 'health', label: 'Health' },
  ],
  fields: {
    studioName: {
      type: 'string',
      max: 200,
      label: 'Studio name',
      merge: 'register',
      required: true,
      section: 'studio',
    },
    workspaceTimezone: {
      type: 'string',
      max: 64,
      format: 'timezone',
      label: 'Time zone',
      merge: 'register',
      initial: 'UTC',
      section: 'studio',
      help: 'Decides when a day begins: for follow-ups, and for how long nothing has happened.',
    },
    lockAfterMinutes: {
      type: 'integer',
      min: 1,
      max: 60,
      label: 'Lock after minutes',
      merge: 'register',
      initial: 10,
      section: 'lock',
    },
    redIdleDays: days('Red after days without an update', 30),
    earlyRedIdleDays: days('Red after days without an update, in the early stages', 14),
    earlyYellowIdleDays: days('Yellow after days without an update, in the early stages', 7),
    pausedYellowIdleDays: days('Yellow after days without an update, while paused', 7),
    fieldDefinitions: { type: 'children', of: 'fieldDefinition', label: 'Custom fields', merge: 'map', managed: true },
    devices: { type: 'children', of: 'device', label: 'Devices', merge: 'map', managed: true },
    members: { type: 'children', of: 'member', label: 'Members', merge: 'map', managed: true },
    createdAt: { type: 'instant', label: 'Created', merge: 'register', managed: true },
    updatedAt: { type: 'instant', label: 'Updated', merge: 'register', managed: true },
  },
})

function days<Label extends string, Initial extends number>(label: Label, initial: Initial) {
  return { type: 'integer', min: 1, max: 365, label, merge: 'register', initial, section: 'health' } as const
}
