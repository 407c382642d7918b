import { plural } from './plural.ts'

export const today = {
  morning: 'Good morning',
  afternoon: 'Good afternoon',
  evening: 'Good evening',
  summary: (size: number) => (size === 0 ? 'Nothing waits for you.' : `${plural(size, 'creator')} to look at.`),
  byStage: 'By stage',
  byHealth: 'By health',
  showStage: (stage: string, count: number) => `${stage}: ${count.toLocaleString('en')}`,
  showHealth: (health: string, count: number) => `${health}: ${count.toLocaleString('en')}`,
  attention: 'Needs attention',
  overdue: 'Overdue follow-ups',
  due: 'Due today',
  red: 'At risk',
  yellow: 'Watch',
  duplicate: (email: string, count: number) => `${plural(count, 'record')} share ${email}`,
  conflict: (fields: string) => `Two devices changed ${fields} at once`,
  dueReason: 'Follow-up is due today',
  showMore: (count: number) => `Show ${count} more`,
  showAll: (count: number) => `Show all ${count.toLocaleString('en')}`,
  calm: {
    title: 'All clear',
    text: 'No follow-up is due and every creator has been looked after lately.',
    see: 'Open the list',
  },
  empty: {
    title: 'Your day starts here',
    text: 'Once there are creators, follow-ups and those who need you stand here, in the order that they need you.',
  },
} as const
