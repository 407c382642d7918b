import { defineCollection } from './field.ts'

/** What people call a device, inside the settings. Its keys stand in the signed state, not here. */
export const device = defineCollection({
  name: 'device',
  singular: 'Device',
  plural: 'Devices',
  stored: 'inside',
  schema: 1,
  display: 'name',
  sections: [],
  fields: {
    name: { type: 'string', max: 100, label: 'Name', merge: 'register', required: true },
    platform: { type: 'string', max: 100, label: 'Platform', merge: 'register' },
  },
})
