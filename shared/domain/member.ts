import { defineCollection } from './field.ts'

/** Who works in the studio, inside the settings. Their keys stand in the signed state, not here. */
export const member = defineCollection({
  name: 'member',
  singular: 'Member',
  plural: 'Members',
  stored: 'inside',
  schema: 1,
  display: 'name',
  sections: [],
  fields: {
    name: { type: 'string', max: 200, label: 'Name', merge: 'register', required: true },
    email: { type: 'string', max: 254, format: 'email', label: 'Email', merge: 'register' },
  },
})
