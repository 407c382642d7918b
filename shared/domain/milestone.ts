import { defineCollection } from './field.ts'
import { stageOptions } from './stage.ts'

/** Something to reach on the way, inside its creator. */
export const milestone = defineCollection({
  name: 'milestone',
  singular: 'Milestone',
  plural: 'Milestones',
  stored: 'inside',
  schema: 1,
  display: 'title',
  sections: [{ id: 'milestone', label: 'Milestone' }],
  fields: {
    title: {
      type: 'string',
      max: 200,
      label: 'Title',
      merge: 'register',
      required: true,
      searched: true,
      section: 'milestone',
      column: 'wide',
    },
    description: {
      type: 'text',
      max: 10_000,
      label: 'Description',
      merge: 'text',
      searched: true,
      section: 'milestone',
    },
    relatedJourneyStage: {
      type: 'choice',
      options: stageOptions,
      label: 'Stage',
      merge: 'register',
      required: true,
      initial: 'ONBOARDING',
      filtered: true,
      section: 'milestone',
      column: 'medium',
    },
    targetDate: {
      type: 'date',
      label: 'Target date',
      merge: 'register',
      filtered: true,
      section: 'milestone',
      column: 'narrow',
    },
    isCompleted: { type: 'boolean', label: 'Completed', merge: 'register', initial: false, section: 'milestone' },
    completedDate: { type: 'date', label: 'Completed on', merge: 'register', section: 'milestone', column: 'narrow' },
    createdAt: { type: 'instant', label: 'Created', merge: 'register', managed: true },
    createdBy: { type: 'member', label: 'Created by', merge: 'register', managed: true },
    updatedAt: { type: 'instant', label: 'Updated', merge: 'register', managed: true },
  },
})
