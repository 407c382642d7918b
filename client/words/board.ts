import { plural } from './plural.ts'

export const board = {
  title: 'Board',
  moveTo: 'Move to…',
  moveCard: (brand: string) => `Move ${brand} to…`,
  days: (days: number) => (days === 0 ? 'since today' : plural(days, 'day')),
  emptyColumn: 'Nobody here',
  dropHere: 'Drop here',
  count: (count: number) => plural(count, 'creator'),
  empty: {
    title: 'No journeys yet',
    text: 'Each creator stands here in the column of their stage, from onboarding to closed.',
  },
} as const
