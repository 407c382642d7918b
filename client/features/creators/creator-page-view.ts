export const creatorTabs = ['overview', 'timeline', 'history'] as const
export type CreatorTab = (typeof creatorTabs)[number]

/** The search params of `/creators/:id`. */
export type CreatorPageSearch = { tab?: Exclude<CreatorTab, 'overview'>; edit?: true }

export function parseCreatorPageSearch(raw: Readonly<Record<string, unknown>>): CreatorPageSearch {
  const tab = creatorTabs.find(known => known === raw['tab'])
  return {
    ...(tab === undefined || tab === 'overview' ? {} : { tab }),
    ...(raw['edit'] === true ? { edit: true as const } : {}),
  }
}
