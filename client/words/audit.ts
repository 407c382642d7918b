import { plural } from './plural.ts'

export const audit = {
  title: 'Audit',
  about: 'Who did what, when and on which device. Nothing here can be changed or removed.',
  search: 'Search the trail',
  searchHint: 'Creator, person, device, field, value',
  action: 'Action',
  allActions: 'All actions',
  list: 'Audit events',
  count: (shown: number, more: boolean) => `${plural(shown, 'event')}${more ? ' so far' : ''}`,
  older: 'Load older events',
  end: 'That is the whole trail.',
  empty: { title: 'Nothing has happened yet', text: 'The first change you make is the first line here.' },
  noResult: { title: 'No event fits', text: 'Nothing in the trail so far matches this search.' },
  clear: 'Clear filters',
} as const
