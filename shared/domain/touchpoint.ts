import { defineCollection } from './field.ts'

/** One contact with the creator, inside its creator. */
export const touchpoint = defineCollection({
  name: 'touchpoint',
  singular: 'Touchpoint',
  plural: 'Touchpoints',
  stored: 'inside',
  schema: 1,
  display: 'summary',
  sections: [{ id: 'touchpoint', label: 'Touchpoint' }],
  fields: {
    /** When it took place, which may be before it was logged. */
    at: { type: 'instant', label: 'When', merge: 'register', managed: true },
    channel: {
      type: 'string',
      max: 50,
      label: 'Channel',
      merge: 'register',
      required: true,
      initial: 'Email',
      suggestions: ['Email', 'WhatsApp', 'Telegram', 'Phone', 'Slack', 'Instagram DM'],
      section: 'touchpoint',
    },
    direction: {
      type: 'choice',
      options: [
        { value: 'in', label: 'They wrote', aliases: ['incoming', 'received'] },
        { value: 'out', label: 'We wrote', aliases: ['outgoing', 'sent'] },
      ],
      label: 'Direction',
      merge: 'register',
      required: true,
      initial: 'out',
      section: 'touchpoint',
    },
    summary: { type: 'text', max: 10_000, label: 'Summary', merge: 'text', searched: true, section: 'touchpoint' },
    by: { type: 'member', label: 'Logged by', merge: 'register', managed: true },
  },
})
